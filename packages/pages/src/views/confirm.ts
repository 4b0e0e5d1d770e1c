import { backupCodeError, type NotAccepted, passwordError } from './answer-error.ts';
import { type Asked, answerForm, keyNames, otherWays } from './answer-form.ts';
import { backupCodeField, passwordField, postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import type { Page, View } from './view.ts';

/** The path of the page, or of one of its forms, for one change. */
type PlaceOf = (form?: '/code' | '/send' | '/backup-code' | '/password' | '/go-on') => string;

/** The proof that a change requires, and the result of the last attempt. */
export interface ProofAsked {
  readonly placeOf: PlaceOf;
  /** What the proof is for: “remove a method”. */
  readonly purpose?: string;
  /** The factor to ask for, if one is accepted. */
  readonly factor?: Asked;
  readonly password: boolean;
  readonly backupCode: boolean;
  /** The link for a user who cancels, from the root. */
  readonly back: string;
  readonly failed?:
    | { readonly what: 'backup-code'; readonly answer: NotAccepted }
    | { readonly what: 'password'; readonly answer: NotAccepted };
}

/** Shown before a change if the proof in the session is missing or too old. */
export function confirmPage(view: View, asked: ProofAsked): Page {
  const { site } = view;
  const { confirm, setUp } = site.texts;
  const { factor, placeOf, purpose } = asked;
  return {
    title: purpose === undefined ? confirm.title : confirm.titleFor(purpose),
    body: html`<p>${confirm.lead}</p>
${
  factor &&
  html`<p>${factorLead(view, factor)}</p>
${answerForm(view, factor, { check: placeOf('/code'), send: placeOf('/send'), submit: confirm.codeButton })}
${otherWays(view, factor, placeOf())}`
}
${asked.password && passwordForm(view, asked)}
${asked.backupCode && backupCodeForm(view, asked)}
<p><a href="${asked.back}">${setUp.cancel}</a></p>`,
  };
}

/** The proof is already there, and a form waits for its button. */
export function confirmedPage(
  view: View,
  { placeOf, purpose, back }: Pick<ProofAsked, 'placeOf' | 'purpose' | 'back'>,
): Page {
  const { confirm, setUp } = view.site.texts;
  return {
    title: purpose === undefined ? confirm.title : confirm.titleFor(purpose),
    body: html`<p>${confirm.shown}</p>
${postForm(view, { action: placeOf('/go-on'), submit: confirm.goOn })}
<p><a href="${back}">${setUp.cancel}</a></p>`,
  };
}

/** The same where nothing here can send the form on: the browser does, and the portal checks it like any other. */
export function sendAgainPage(
  { site }: View,
  { path, fields }: { readonly path: string; readonly fields: Readonly<Record<string, string>> },
  back: string,
): Page {
  const { confirm, setUp } = site.texts;
  return {
    title: confirm.title,
    body: html`<p>${confirm.shown}</p>
<form method="post" action="${path}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit" class="main">${confirm.goOn}</button>
</form>
<p><a href="${back}">${setUp.cancel}</a></p>`,
  };
}

function factorLead(view: View, { option, options }: Asked): string {
  const { confirm } = view.site.texts;
  const { method, label, hint = '' } = option;
  if (option.asks) return confirm.keyLead(keyNames(view, options));
  if (option.sends) return method === 'sms' ? confirm.smsLead(hint) : confirm.emailLead(hint);
  return confirm.codeLead(label);
}

function passwordForm(view: View, { placeOf, factor, failed }: ProofAsked): Html {
  const { confirm } = view.site.texts;
  return html`<p>${confirm.passwordLead}</p>
${postForm(view, {
  action: placeOf('/password'),
  submit: confirm.passwordButton,
  fields: passwordField(view, {
    focus: factor === undefined,
    error: failed?.what === 'password' ? passwordError(view, failed.answer) : undefined,
  }),
})}`;
}

function backupCodeForm(view: View, { placeOf, factor, password, failed }: ProofAsked): Html {
  const { confirm } = view.site.texts;
  const error = failed?.what === 'backup-code' ? backupCodeError(view, failed.answer) : undefined;
  return html`<h2>${confirm.backupCodeHeading}</h2>
${postForm(view, {
  action: placeOf('/backup-code'),
  submit: confirm.backupCodeButton,
  fields: backupCodeField(view, { focus: factor === undefined && !password, error }),
  look: 'quiet',
})}`;
}
