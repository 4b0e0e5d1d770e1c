import { postForm, textField } from './forms.ts';
import { html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import type { Page, View } from './view.ts';

/** User name and password. */
export function signInPage(view: View, typed: { readonly userName?: string; readonly error?: string }): Page {
  const { signIn } = view.brand.texts;
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
${lockedOutAdvice(view)}`,
  };
}
