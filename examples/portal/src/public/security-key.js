// Stands between the browser's keys and an ordinary form: asks for a key, writes the answer into the form, sends it.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from './webauthn/index.js';

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll('form[data-key]')) prepare(form);
}

function prepare(form) {
  for (const instead of document.querySelectorAll('[data-key-without]')) instead.hidden = true;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void answer(form);
  });
}

async function answer(form) {
  const button = form.querySelector('button');
  button.disabled = true;
  say(form, 'waiting');
  try {
    const optionsJSON = JSON.parse(form.dataset.options);
    const ask = form.dataset.key === 'create' ? startRegistration : startAuthentication;
    form.elements.namedItem('credential').value = JSON.stringify(await ask({ optionsJSON }));
    // Past the listener above: `submit()` does not call it again.
    form.submit();
  } catch (error) {
    // WebAuthn L3 §6.3.2: InvalidStateError says that this authenticator holds one of the user's credentials already.
    say(form, error instanceof Error && error.name === 'InvalidStateError' ? 'twice' : 'aborted');
    button.disabled = false;
  }
}

function say(form, what) {
  for (const text of form.querySelectorAll('[data-key-says]')) text.hidden = text.dataset.keySays !== what;
}
