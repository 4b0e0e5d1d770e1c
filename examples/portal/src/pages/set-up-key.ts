import type { TotpSetup } from '@factorkit/core';
import type { KeyThenCheckTexts } from '../texts/northquay.ts';
import { codeError, type NotAccepted } from './answer-error.ts';
import { appLinks } from './app-links.ts';
import { codeField, postForm } from './forms.ts';
import { html } from './html.ts';
import { qrCode, secretKey } from './setup-secret.ts';
import type { Page, View } from './view.ts';

/** S1, “Activate”: the secret key, the QR code and the links to the apps on one screen. */
export function keyPage(view: View, setup: TotpSetup, texts: KeyThenCheckTexts): Page {
  const { brand } = view;
  const { setUp } = brand.texts;
  const path = `/${brand.id}${brand.settingsPath}`;
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
export function checkPage(view: View, texts: KeyThenCheckTexts, answer?: NotAccepted): Page {
  const path = `/${view.brand.id}${view.brand.settingsPath}`;
  return {
    title: texts.check.title,
    body: html`<p class="warning">${texts.check.warning}</p>
${postForm(view, {
  action: `${view.brand.settingsPath}/set-up/check`,
  submit: texts.check.button,
  fields: codeField(view, { focus: true, error: answer && codeError(view, answer) }),
})}
<p><a href="${path}/set-up">${texts.check.back}</a></p>`,
  };
}

/** S1, after the check: how to test the method, and how not to lose it. */
export function activePage(view: View, texts: KeyThenCheckTexts): Page {
  const { active } = texts;
  return {
    title: active.title,
    body: html`<h2>${active.next}</h2>
<ul>
<li>${active.verify}</li>
<li>${active.backup}</li>
<li>${view.brand.texts.setUp.secrecy}</li>
</ul>
${postForm(view, { action: '/sign-out', submit: active.logOut })}
<p><a href="/${view.brand.id}${view.brand.settingsPath}">${active.later}</a></p>`,
  };
}
