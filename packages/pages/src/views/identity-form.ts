import type { IdentityForm } from '../settings/options.ts';
import { postForm, textField } from './forms.ts';
import { type Html, html } from './html.ts';
import type { Page, View } from './view.ts';

/** S3.6: a user who lost everything identifies themselves. Staff act only after verification. */
export function identityFormPage(view: View, typed?: IdentityForm): Page {
  const { site } = view;
  const { form, lost } = site.texts.recovery;
  const field = (
    name: keyof IdentityForm,
    words: { label: string; hint: string; autocomplete: string },
  ): Html =>
    textField({
      name,
      ...words,
      value: typed?.[name] ?? '',
      ...(typed?.[name] === '' && { error: [form.missing] }),
    });
  return {
    title: form.title,
    body: html`<p>${form.lead}</p>
<p><a href="${site.path}/lost-login-details">${lost.guideLink}</a></p>
${postForm(view, {
  action: '/sign-in/identity-form',
  submit: form.button,
  fields: [
    field('fullName', { label: form.fullName, hint: form.fullNameHint, autocomplete: 'name' }),
    field('reach', { label: form.reach, hint: form.reachHint, autocomplete: 'tel' }),
    field('lost', { label: form.lost, hint: form.lostHint, autocomplete: 'off' }),
    html`<p>${form.document}</p>`,
  ],
})}
<p><a href="${site.path}/sign-in/lost">${form.back}</a></p>`,
  };
}
