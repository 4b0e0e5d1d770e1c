import type { FactorOption } from '@factorkit/core';
import { backupCodeError, codeError, type NotAccepted } from './answer-error.ts';
import { backupCodeField, codeField, postForm, textField } from './forms.ts';
import { type Html, html } from './html.ts';
import type { Page, View } from './view.ts';

/** What would do as proof before a change, and what became of the last try. */
export interface ProofAsked {
  readonly factors: readonly FactorOption[];
  readonly password: boolean;
  readonly backupCode: boolean;
  readonly failed?:
    | { readonly what: 'code' | 'backup-code'; readonly answer: NotAccepted }
    | { readonly what: 'password' };
}

/** Shown before a change when the proof in the session is missing or too old. */
export function confirmPage(view: View, asked: ProofAsked): Page {
  const { brand } = view;
  const { confirm, setUp } = brand.texts;
  return {
    title: confirm.title,
    body: html`<p>${confirm.lead}</p>
${codeForm(view, asked)}
${asked.password && passwordForm(view, asked)}
${asked.backupCode && backupCodeForm(view, asked)}
<p><a href="/${brand.id}${brand.settingsPath}">${setUp.cancel}</a></p>`,
  };
}

function codeForm(view: View, { factors, failed }: ProofAsked): Html | undefined {
  const { confirm } = view.brand.texts;
  const [first] = factors;
  if (first === undefined) return undefined;
  const error = failed?.what === 'code' ? codeError(view, failed.answer) : undefined;
  return html`<p>${factors.length === 1 ? confirm.codeLead(first.label) : confirm.codeOfAny}</p>
${postForm(view, {
  action: '/confirm/code',
  submit: confirm.codeButton,
  fields: [whichApp(view, factors), codeField(view, { focus: true, error })],
})}`;
}

function whichApp({ brand }: View, factors: readonly FactorOption[]): Html {
  const [first, ...others] = factors;
  if (others.length === 0) return html`<input type="hidden" name="factorId" value="${first?.factorId}">`;
  return html`<div class="field">
<label for="factorId">${brand.texts.confirm.whichApp}</label>
<select id="factorId" name="factorId">${factors.map(
    ({ factorId, label }) => html`<option value="${factorId}">${label}</option>`,
  )}</select>
</div>`;
}

function passwordForm(view: View, { failed }: ProofAsked): Html {
  const { confirm, signIn } = view.brand.texts;
  return html`<p>${confirm.passwordLead}</p>
${postForm(view, {
  action: '/confirm/password',
  submit: confirm.passwordButton,
  fields: textField({
    name: 'password',
    label: signIn.password,
    type: 'password',
    autocomplete: 'current-password',
    ...(failed?.what === 'password' && { error: [confirm.wrongPassword] }),
  }),
})}`;
}

function backupCodeForm(view: View, { factors, failed }: ProofAsked): Html {
  const { confirm } = view.brand.texts;
  const error = failed?.what === 'backup-code' ? backupCodeError(view, failed.answer) : undefined;
  return html`<h2>${confirm.backupCodeHeading}</h2>
${postForm(view, {
  action: '/confirm/backup-code',
  submit: confirm.backupCodeButton,
  fields: backupCodeField(view, { focus: factors.length === 0, error }),
  look: 'quiet',
})}`;
}
