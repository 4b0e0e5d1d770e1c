import { html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import type { Page, View } from './view.ts';

/** What a user can do who cannot sign in. Notices link to it. */
export function helpPage(view: View): Page {
  const { site } = view;
  const { help, lost } = site.texts.recovery;
  const byForm = view.policy.recovery.some(({ via }) => via === 'form');
  return {
    title: help.title,
    body: html`<p>${help.begin}</p>
${byForm && html`<p>${help.form} <a href="${site.path}/lost-login-details">${lost.guideLink}</a></p>`}
<p><a class="button" href="${site.portal.signIn}">${help.signIn}</a></p>
${!byForm && lockedOutAdvice(view)}`,
  };
}

/** S3.6: the guide to the identity form. */
export function guidePage({ site }: View): Page {
  const { guide } = site.texts.recovery;
  return {
    title: guide.title,
    body: html`<p>${guide.lead}</p>
<ol>${guide.steps.map((step) => html`<li>${step}</li>`)}</ol>
<p class="warning">${guide.told}</p>
<p><a class="button" href="${site.portal.signIn}">${guide.signIn}</a></p>`,
  };
}
