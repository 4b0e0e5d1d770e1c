import type { ChallengeView } from '@factorkit/core';
import { type Asked, answerForm, keyNames, otherWays } from './answer-form.ts';
import { html } from './html.ts';
import { progressLink } from './recovery-progress.ts';
import { trustWish } from './trusted-browsers.ts';
import type { Page, View } from './view.ts';

/** The second step of a sign-in: the code from the app, a code that is sent, or a key. */
export function challengePage(
  view: View,
  asked: Asked,
  { recovery, trust }: Pick<ChallengeView, 'recovery' | 'trust'>,
): Page {
  const { site } = view;
  const { challenge } = site.texts;
  const byCode = offersBackupCodes(view);
  // If only a backup code is left, the page behind “I lost …” accepts it.
  const onlyByCode = byCode && recovery.length === 0;
  return {
    title: challenge.title,
    body: html`${progressLink(view, recovery)}
<p>${lead(view, asked)}</p>
${answerForm(view, asked, {
  check: '/sign-in/code',
  send: '/sign-in/send',
  submit: challenge.button,
  wish: trust && trustWish(view, trust),
})}
${otherWays(view, asked, '/sign-in/code')}
${byCode && !onlyByCode && html`<p><a href="${site.path}/sign-in/backup-code">${challenge.backupCode}</a></p>`}
<p><a href="${site.path}/sign-in/${onlyByCode ? 'backup-code' : 'lost'}">${challenge.lost}</a></p>
<p><a href="${site.portal.signIn}">${challenge.cancel}</a></p>`,
  };
}

/** True even if all are used: the page behind the link then shows what to do. */
export function offersBackupCodes({ policy }: Pick<View, 'policy'>): boolean {
  return policy.recovery.some(({ via }) => via === 'backup-code');
}

function lead(view: View, { option, options }: Asked): string {
  const { site } = view;
  const { challenge } = site.texts;
  const { method, label, hint = '' } = option;
  if (option.asks) return challenge.keyLead(keyNames(view, options));
  if (option.sends) return method === 'sms' ? challenge.smsLead(hint) : challenge.emailLead(hint);
  return challenge.lead(site.name, label);
}
