import { backupCodeError, type NotAccepted } from './answer-error.ts';
import { backupCodeField, postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import type { Page, View } from './view.ts';

/** The sign-in for a user who lost the app. */
export function backupCodePage(
  view: View,
  asked: { readonly available: boolean; readonly answer?: NotAccepted },
): Page {
  const { site } = view;
  const { backupCode } = site.texts;
  const error = asked.answer && backupCodeError(view, asked.answer);
  const form = postForm(view, {
    action: '/sign-in/backup-code',
    submit: backupCode.button,
    fields: backupCodeField(view, { focus: true, error }),
  });
  return {
    title: backupCode.title,
    body: html`${asked.available ? html`<p>${backupCode.lead}</p>${form}` : none(view, error)}
<p><a href="${site.path}/sign-in/code">${backupCode.back}</a></p>
${lockedOutAdvice(view)}`,
  };
}

/** The last answer may have locked the codes. Then the page shows that instead. */
function none({ site }: View, error: readonly string[] | undefined): Html {
  if (error === undefined) return html`<p>${site.texts.backupCode.none}</p>`;
  return html`<p class="error" role="alert">${error.join(' ')}</p>`;
}
