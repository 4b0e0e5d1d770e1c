import type { TotpSetup } from '@factorkit/core';
import { codeError, type NotAccepted } from './answer-error.ts';
import { appLinks } from './app-links.ts';
import { codeField, postForm } from './forms.ts';
import { html } from './html.ts';
import { qrCode, secretKey } from './setup-secret.ts';
import type { Page, View } from './view.ts';

/** S2, “Enable 2FA”: scan and check on one page. */
export function stepsPage(view: View, setup: TotpSetup, answer?: NotAccepted): Page {
  const { site } = view;
  const { setUp, scanAndCheck: texts } = site.texts;
  return {
    title: setUp.title,
    body: html`<p>${setUp.what}</p>
<h2>${setUp.appsHeading}</h2>
<p>${setUp.appsLead}</p>
${appLinks(view)}
<section class="step">
<h2>${texts.step1}</h2>
<p>${texts.step1Lead}</p>
${qrCode(view, setup)}
<details>
<summary class="step-key">${texts.noScan}</summary>
<p>${setUp.keyLead}</p>
${secretKey(view, setup)}
</details>
<p class="warning">${setUp.secrecy}</p>
</section>
<section class="step">
<h2>${texts.step2}</h2>
${postForm(view, {
  action: `${site.settings}/set-up/check`,
  submit: texts.enable,
  // Not focused at first: the browser would scroll past the QR code.
  fields: codeField(view, { focus: answer !== undefined, error: answer && codeError(view, answer) }),
})}
</section>
<p><a href="${site.path}${site.settings}">${setUp.cancel}</a></p>`,
  };
}
