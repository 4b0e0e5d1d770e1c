import type { AccountView, FactorView } from '@factorkit/core';
import { type OfferedMethod, offerOf } from '../settings/offered-method.ts';
import { mayBeSeveral } from './add-method.ts';
import { contactAdvice } from './contact-advice.ts';
import { postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import { methodCard } from './method-card.ts';
import { recoveryBanner } from './recovery-banner.ts';
import { backupCodes, statusLine, whySuspended } from './settings.ts';
import { trustedBrowsers } from './trusted-browsers.ts';
import type { Page, View } from './view.ts';
import { moment } from './when.ts';

/** S0 “Security”, S3 “Security and login”: the methods that are set up, and those that can be added. */
export function methodsPage(view: View, account: AccountView): Page {
  const { settings } = view.site.texts;
  return {
    title: settings.title,
    body: html`${recoveryBanner(view, account)}
${statusLine(view, account)}
${account.enabled ? yourMethods(view, account) : html`<p>${settings.what}</p>`}
${secondMethod(view, account)}
<h2>${account.enabled ? settings.addHeading : settings.optionsHeading}</h2>
<ul class="cards">${view.site.methods.map((offer) => addCard(view, account, offer))}</ul>
${account.backupCodes && backupCodes(view, account.backupCodes)}
${trustedBrowsers(view, account.trustedDevices)}
${maySwitchOff(account) && switchOff(view)}
${lockedOutAdvice(view)}`,
  };
}

function yourMethods(view: View, account: AccountView): Html {
  const { settings } = view.site.texts;
  return html`<p>${settings.check}</p>
<h2>${settings.apps}</h2>
<ul class="cards">${account.factors.map((factor) => factorCard(view, account, factor))}</ul>`;
}

function secondMethod(view: View, account: AccountView): Html | undefined {
  const { second, secondLead, spareKey } = view.site.texts.settings;
  const [only] = account.factors;
  if (account.advice.some(({ kind }) => kind === 'add-second-method')) {
    return html`<section class="advice"><h2>${second}</h2><p>${only && isKey(only) ? spareKey : secondLead}</p></section>`;
  }
  return account.factors.filter(isKey).length === 1 ? html`<p class="advice">${spareKey}</p>` : undefined;
}

function factorCard(view: View, account: AccountView, factor: FactorView): Html {
  const { site } = view;
  const { settings, frame } = site.texts;
  const { quoted } = frame;
  const several = account.factors.length > 1;
  const path = `${site.settings}/apps/${encodeURIComponent(factor.id)}`;
  const removable = several && factor.removal.kind !== 'denied';
  const name = offerOf(site.methods, factor.method)?.name;
  return html`<li>
<strong>${factor.label}</strong>${factor.primary && several && html` <span class="tag">${settings.asked}</span>`}
${factor.status === 'suspended' && html`<span class="error">${whySuspended(view, account)}</span>`}
<dl class="facts">
${name !== factor.label && html`<div><dt>${settings.method}</dt><dd>${name}</dd></div>`}
${factor.hint && html`<div><dt>${isKey(factor) ? settings.model : settings.sentTo}</dt><dd>${factor.hint}</dd></div>`}
<div><dt>${settings.added}</dt><dd>${moment(view, factor.createdAt)}</dd></div>
<div><dt>${settings.lastUsed}</dt><dd>${moment(view, factor.lastUsedAt)}</dd></div>
</dl>
${contactAdvice(view, factor)}
<div class="actions">
<a href="${site.path}${path}/rename" aria-label="${settings.rename} ${quoted(factor.label)}">${settings.rename}</a>
${removable && html`<a href="${site.path}${path}/remove" aria-label="${settings.remove} ${quoted(factor.label)}">${settings.remove}</a>`}
${
  several &&
  !factor.primary &&
  factor.choice.kind !== 'denied' &&
  postForm(view, {
    action: `${path}/first`,
    submit: settings.askFirst,
    hidden: factor.label,
    look: 'plain',
  })
}
</div>
</li>`;
}

function isKey({ method }: FactorView): boolean {
  return method === 'webauthn';
}

function addCard(view: View, { methods, factors }: AccountView, offer: OfferedMethod): Html {
  const { settings, addMethod } = view.site.texts;
  // There is one registered address and one number, so a second factor would use the same one.
  if (!mayBeSeveral(offer) && factors.some(({ method }) => method === offer.method)) {
    return methodCard(view, offer, { why: settings.setUpAlready });
  }
  const enrolment = methods.find(({ method }) => method === offer.method)?.enrolment;
  if (enrolment?.kind !== 'denied') {
    return methodCard(view, offer, { href: `${view.site.settings}/add/${offer.method}` });
  }
  const why = {
    'not-alone': addMethod.notAlone,
    'limit-reached': settings.limit,
  }[enrolment.reason as string];
  return methodCard(view, offer, { why: why ?? addMethod.impossible });
}

function maySwitchOff({ factors }: AccountView): boolean {
  const [only, ...others] = factors;
  return only !== undefined && others.length === 0 && only.removal.kind !== 'denied';
}

function switchOff({ site }: View): Html {
  const { disable, settings } = site.texts;
  return html`<h2>${disable.title}</h2>
<p>${disable.lead}</p>
<p><a class="button danger" href="${site.path}${site.settings}/disable">${settings.disable}</a></p>`;
}
