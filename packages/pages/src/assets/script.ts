/**
 * The script of the pages. It stands between the browser's keys and an ordinary form, and takes the token of a link out of
 * the address, so that it stays in no history. The pages work without it, except for keys.
 */
export const SCRIPT: string = `const { credentials } = navigator;
const keys = window.PublicKeyCredential;

function say(form, what) {
  for (const text of form.querySelectorAll('[data-key-says]')) text.hidden = text.dataset.keySays !== what;
}

async function ask(form) {
  const options = JSON.parse(form.dataset.options);
  return form.dataset.key === 'create'
    ? credentials.create({ publicKey: keys.parseCreationOptionsFromJSON(options) })
    : credentials.get({ publicKey: keys.parseRequestOptionsFromJSON(options) });
}

async function answer(form) {
  const button = form.querySelector('button');
  button.disabled = true;
  say(form, 'waiting');
  try {
    form.elements.namedItem('credential').value = JSON.stringify(await ask(form));
    // Past the listener below: submit() does not call it again.
    form.submit();
  } catch (error) {
    // WebAuthn L3 §6.3.2: InvalidStateError says that this authenticator holds one of the user's credentials already.
    say(form, error instanceof Error && error.name === 'InvalidStateError' ? 'twice' : 'aborted');
    button.disabled = false;
  }
}

if (credentials && keys?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('form[data-key]')) {
    for (const instead of document.querySelectorAll('[data-key-without]')) instead.hidden = true;
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void answer(form);
    });
  }
}

const token = location.hash.slice(1);
const field = document.querySelector('[data-link-field]');
if (token !== '' && field !== null) {
  const input = field.querySelector('input');
  input.value = '#' + token;
  input.type = 'hidden';
  field.hidden = true;
  history.replaceState(null, '', location.pathname);
}
`;
