import type { ChallengeView, FactorOption } from '@factorkit/core';
import { codeError, type NotAccepted } from './answer-error.ts';
import { codeField, postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import type { Page, View } from './view.ts';

/** The second step of a sign-in: the code from the app. */
export function challengePage(
  view: View,
  asked: { readonly challenge: ChallengeView; readonly option: FactorOption; readonly answer?: NotAccepted },
): Page {
  const { brand } = view;
  const { challenge } = brand.texts;
  const { option } = asked;
  const error = errorOf(view, option, asked.answer);
  return {
    title: challenge.title,
    body: html`<p>${challenge.lead(brand.name, option.label)}</p>
${postForm(view, {
  action: '/sign-in/code',
  submit: challenge.button,
  fields: [
    html`<input type="hidden" name="factorId" value="${option.factorId}">`,
    codeField(view, { focus: true, error }),
  ],
})}
${otherApps(view, asked.challenge, option)}
${offersBackupCodes(view) && html`<p><a href="/${brand.id}/sign-in/backup-code">${challenge.lost}</a></p>`}
<p><a href="/${brand.id}/sign-in">${challenge.cancel}</a></p>
${lockedOutAdvice(view)}`,
  };
}

/** The link stays when the codes are used up: the page behind it says what to do then. */
function offersBackupCodes({ brand }: View): boolean {
  return brand.policy.recovery.some(({ via }) => via === 'backup-code');
}

/** An app that is locked is said to be so before anything is typed. */
function errorOf(
  view: View,
  { state }: FactorOption,
  answer: NotAccepted | undefined,
): readonly string[] | undefined {
  if (answer !== undefined) return codeError(view, answer);
  if (state.kind === 'locked') return codeError(view, { kind: 'locked', retryAt: state.retryAt });
  return state.kind === 'suspended' ? codeError(view, { kind: 'suspended' }) : undefined;
}

function otherApps({ brand }: View, challenge: ChallengeView, option: FactorOption): Html | undefined {
  const others = challenge.options.filter(({ factorId }) => factorId !== option.factorId);
  if (others.length === 0) return undefined;
  const { texts } = brand;
  return html`<h2>${texts.challenge.others}</h2>
<ul>${others.map(
    ({ factorId, label }) =>
      html`<li><a href="/${brand.id}/sign-in/code?app=${encodeURIComponent(factorId)}">${texts.challenge.otherApp(label)}</a></li>`,
  )}</ul>`;
}
