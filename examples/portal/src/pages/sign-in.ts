import { html, type Page, postForm, textField } from '@factorkit/pages';
import type { OwnView } from '../own-pages.ts';

/** User name and password. */
export function signInPage(
  view: OwnView,
  typed: { readonly userName?: string; readonly error?: string },
): Page {
  const { signIn } = view.brand.own;
  const { heading, advice, why } = view.site.texts.lockedOut;
  return {
    title: signIn.title,
    body: html`<p>${signIn.lead(view.brand.name)}</p>
${postForm(view, {
  action: '/sign-in',
  submit: signIn.button,
  fields: [
    textField({
      name: 'userName',
      label: signIn.userName,
      autocomplete: 'username',
      value: typed.userName ?? '',
      ...(typed.error === undefined && { focus: true }),
    }),
    textField({
      name: 'password',
      label: signIn.password,
      type: 'password',
      autocomplete: 'current-password',
      ...(typed.error !== undefined && { focus: true, error: [typed.error] }),
    }),
  ],
})}
<section class="aside">
<h2>${heading}</h2>
<p>${advice(view.brand.supportAddress)} ${why}</p>
</section>`,
  };
}
