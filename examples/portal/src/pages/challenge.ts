import { type Asked, answerForm, keyNames, otherWays } from './answer-form.ts';
import { html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import type { Page, View } from './view.ts';

/** The second step of a sign-in: the code from the app, a code that is sent, or a key. */
export function challengePage(view: View, asked: Asked): Page {
  const { brand } = view;
  const { challenge } = brand.texts;
  return {
    title: challenge.title,
    body: html`<p>${lead(view, asked)}</p>
${answerForm(view, asked, { check: '/sign-in/code', send: '/sign-in/send', submit: challenge.button })}
${otherWays(view, asked, '/sign-in/code')}
${offersBackupCodes(view) && html`<p><a href="/${brand.id}/sign-in/backup-code">${challenge.lost}</a></p>`}
<p><a href="/${brand.id}/sign-in">${challenge.cancel}</a></p>
${lockedOutAdvice(view)}`,
  };
}

function lead({ brand }: View, { option, options }: Asked): string {
  const { challenge } = brand.texts;
  const { method, label, hint = '' } = option;
  if (option.asks) return challenge.keyLead(keyNames(options));
  if (option.sends) return method === 'sms' ? challenge.smsLead(hint) : challenge.emailLead(hint);
  return challenge.lead(brand.name, label);
}

/** The link stays when the codes are used up: the page behind it says what to do then. */
function offersBackupCodes({ brand }: View): boolean {
  return brand.policy.recovery.some(({ via }) => via === 'backup-code');
}
