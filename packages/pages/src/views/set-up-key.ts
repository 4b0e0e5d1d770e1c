import type { TotpSetup } from '@factorkit/core';
import { codeError, type NotAccepted } from './answer-error.ts';
import { appLinks } from './app-links.ts';
import { codeField, postForm } from './forms.ts';
import { html } from './html.ts';
import { qrCode, secretKey } from './setup-secret.ts';
import type { Page, View } from './view.ts';

/** S1, “Activate”: the secret key, the QR code and the links to the apps on one screen. */
export function keyPage(view: View, setup: TotpSetup): Page {
  const { site } = view;
  const { setUp, keyThenCheck: texts } = site.texts;
  const path = `${site.path}${site.settings}`;
  return {
    title: setUp.title,
    body: html`<div class="columns">
<section>
<h2>${texts.scan}</h2>
<ol>${texts.steps.map((step) => html`<li>${step}</li>`)}</ol>
</section>
${qrCode(view, setup)}
</div>
<h2>${setUp.keyHeading}</h2>
<p>${setUp.keyLead}</p>
${secretKey(view, setup)}
<p class="warning">${setUp.secrecy}</p>
<h2>${setUp.appsHeading}</h2>
<p>${setUp.appsLead}</p>
${appLinks(view)}
<p>${texts.noEffect}</p>
<p class="actions"><a class="button" href="${path}/set-up/check">${texts.continue}</a>
<a class="button quiet" href="${path}">${setUp.cancel}</a></p>`,
  };
}

/** S1, “Continue”: the code check. The method takes effect only after it. */
export function checkPage(view: View, answer?: NotAccepted): Page {
  const { check } = view.site.texts.keyThenCheck;
  const path = `${view.site.path}${view.site.settings}`;
  return {
    title: check.title,
    body: html`<p class="warning">${check.warning}</p>
${postForm(view, {
  action: `${view.site.settings}/set-up/check`,
  submit: check.button,
  fields: codeField(view, { focus: true, error: answer && codeError(view, answer) }),
})}
<p><a href="${path}/set-up">${check.back}</a></p>`,
  };
}

/** S1, after the check: how to test the method, and how not to lose it. */
export function activePage(view: View): Page {
  const { active } = view.site.texts.keyThenCheck;
  return {
    title: active.title,
    body: html`<h2>${active.next}</h2>
<ul>
<li>${active.verify}</li>
<li>${active.backup}</li>
<li>${view.site.texts.setUp.secrecy}</li>
</ul>
${postForm(view, { action: '/sign-out', submit: active.logOut })}
<p><a href="${view.site.path}${view.site.settings}">${active.later}</a></p>`,
  };
}
