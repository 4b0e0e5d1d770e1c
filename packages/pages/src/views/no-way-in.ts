import { html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import type { Page, View } from './view.ts';

/** The password was right, but no second factor can be used. */
export function noWayInPage(view: View): Page {
  const { lockedOut, challenge } = view.site.texts;
  return {
    title: challenge.title,
    body: html`<p role="alert">${lockedOut.denied}</p>
${lockedOutAdvice(view)}
<p><a href="${view.site.portal.signIn}">${challenge.cancel}</a></p>`,
  };
}
