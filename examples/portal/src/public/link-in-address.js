// Takes what stands behind the `#` of the address into the form, and out of the address: so that it stays in no history.
const token = location.hash.slice(1);
const field = document.querySelector('[data-link-field]');
if (token !== '' && field !== null) {
  const input = field.querySelector('input');
  input.value = `#${token}`;
  input.type = 'hidden';
  field.hidden = true;
  history.replaceState(null, '', location.pathname);
}
