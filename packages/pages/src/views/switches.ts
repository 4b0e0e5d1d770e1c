import type { AccountView, FactorView } from '@factorkit/core';
import { type OfferedMethod, offerOf } from '../settings/offered-method.ts';
import { type NotAccepted, passwordError } from './answer-error.ts';
import { passwordField, postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import { recoveryBanner } from './recovery-banner.ts';
import { whySuspended } from './settings.ts';
import { trustedBrowsers } from './trusted-browsers.ts';
import type { Page, View } from './view.ts';
import { moment } from './when.ts';

/** S4 “Security and access”: one section with a switch for each method, and the choice of the primary one. */
export function switchesPage(view: View, account: AccountView): Page {
  const { site } = view;
  const texts = site.texts.switches;
  return {
    title: site.texts.settings.title,
    body: html`${recoveryBanner(view, account)}
<div class="heading-row">
<h2>${texts.heading}</h2>
${preferences(view, account)}
</div>
<p>${texts.lead}</p>
${!mayChoose(account) && html`<p class="why-not">${texts.preferencesOff}</p>`}
${site.methods.map((offer) => section(view, account, offer))}
${trustedBrowsers(view, account.trustedDevices)}
${lockedOutAdvice(view)}`,
  };
}

function mayChoose({ factors }: AccountView): boolean {
  return factors.some(({ choice }) => choice.kind !== 'denied');
}

function preferences({ site }: View, account: AccountView): Html {
  const possible = mayChoose(account);
  return html`<form method="get" action="${site.path}${site.settings}/primary" class="inline">
<button type="submit" class="quiet" ${!possible && html`disabled`}>${site.texts.switches.preferences}</button>
</form>`;
}

function section(view: View, account: AccountView, { method, name, summary }: OfferedMethod): Html {
  const { site } = view;
  const { factors } = account;
  const { settings, switches: texts } = site.texts;
  const factor = factors.find((enrolled) => enrolled.method === method);
  return html`<section class="method" aria-labelledby="${method}-heading">
<div class="heading-row">
<h3 id="${method}-heading">${name}${factor?.primary && factors.length > 1 && html` <span class="tag">${texts.primary.tag}</span>`}</h3>
${switchButton(view, { method, name, factor })}
</div>
<p>${summary}</p>
${
  factor &&
  html`<dl class="facts">
${factor.hint && html`<div><dt>${settings.sentTo}</dt><dd>${factor.hint}</dd></div>`}
<div><dt>${settings.added}</dt><dd>${moment(view, factor.createdAt)}</dd></div>
<div><dt>${settings.lastUsed}</dt><dd>${moment(view, factor.lastUsedAt)}</dd></div>
</dl>`
}
${factor?.status === 'suspended' && html`<p class="error">${whySuspended(view, account)}</p>`}
${factor?.removal.kind === 'denied' && html`<p class="why-not">${texts.stays}</p>`}
</section>`;
}

interface Switch {
  readonly method: string;
  readonly name: string;
  readonly factor: FactorView | undefined;
}

/** A switch that links to the password page. The change happens only there. */
function switchButton({ site }: View, { method, name, factor }: Switch): Html {
  const texts = site.texts.switches;
  const on = factor !== undefined;
  const action = `${site.path}${site.settings}/${on ? 'deactivate' : 'activate'}/${method}`;
  const stays = factor?.removal.kind === 'denied';
  return html`<form method="get" action="${action}" class="inline">
<button type="submit" role="switch" class="switch" aria-checked="${on ? 'true' : 'false'}" aria-label="${texts.switch(name)}"
 ${stays && html`disabled`}><span>${on ? texts.on : texts.off}</span></button>
</form>`;
}

/** Asks for the password before a method is switched on or off, which this portal always requires. */
export function passwordGatePage(
  view: View,
  asked: {
    readonly title: string;
    readonly lead: string;
    readonly action: string;
    readonly button: string;
    readonly look: 'main' | 'danger';
    readonly failed?: NotAccepted | undefined;
  },
): Page {
  const { site } = view;
  const { setUp } = site.texts;
  return {
    title: asked.title,
    body: html`<p>${asked.lead}</p>
${postForm(view, {
  action: asked.action,
  submit: asked.button,
  look: asked.look,
  fields: passwordField(view, { focus: true, error: asked.failed && passwordError(view, asked.failed) }),
})}
<p><a href="${site.path}${site.settings}">${setUp.cancel}</a></p>`,
  };
}

/** S4, preferences: the choice of the primary method. */
export function primaryPage(view: View, { factors }: AccountView): Page {
  const { site } = view;
  const { title, lead, legend, button } = site.texts.switches.primary;
  return {
    title,
    body: html`<p>${lead}</p>
${postForm(view, {
  action: `${site.settings}/primary`,
  submit: button,
  fields: html`<fieldset><legend>${legend}</legend>
${factors.map(
  ({ id, method, primary }) =>
    html`<label class="choice"><input type="radio" name="factorId" value="${id}" ${primary && html`checked`} autocomplete="off"> ${offerOf(site.methods, method)?.name}</label>`,
)}
</fieldset>`,
})}
<p><a href="${site.path}${site.settings}">${site.texts.setUp.cancel}</a></p>`,
  };
}
