import type { AccountView, BackupCodesView, FactorView } from '@factorkit/core';
import { appLinks } from './app-links.ts';
import { postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import { recoveryBanner } from './recovery-banner.ts';
import { trustedBrowsers } from './trusted-browsers.ts';
import type { Page, View } from './view.ts';
import { moment } from './when.ts';

/** Whether two-factor authentication is on, and everything that can be changed about it. */
export function settingsPage(view: View, account: AccountView): Page {
  const { settings } = view.site.texts;
  return {
    title: settings.title,
    body: html`${recoveryBanner(view, account)}
${statusLine(view, account)}
${account.enabled ? whenOn(view, account) : whenOff(view)}
${lockedOutAdvice(view)}`,
  };
}

export function statusLine({ site }: View, { enabled }: AccountView): Html {
  const { status, on, off } = site.texts.settings;
  return html`<p class="status">${status}: <strong class="${enabled ? 'on' : 'off'}">${enabled ? on : off}</strong></p>`;
}

/** A recovery switches methods off as wrong codes do, and is another thing to do something about. */
export function whySuspended({ site }: View, { recoveries }: AccountView): string {
  const { suspended, switchedOff } = site.texts.settings;
  return recoveries.some((recovery) => recovery.switchedOff) ? switchedOff : suspended;
}

function whenOff(view: View): Html {
  const { site } = view;
  const { settings, setUp } = site.texts;
  const enable = postForm(view, { action: `${site.settings}/set-up`, submit: settings.enable });
  if (site.setUp !== 'key-then-check') return html`<p>${settings.what}</p>${enable}`;
  return html`<p>${settings.what}</p>
<h2>${settings.prepare}</h2>
<p>${site.texts.keyThenCheck.prepare}</p>
<p>${setUp.what}</p>
${appLinks(view)}
${enable}`;
}

function whenOn(view: View, account: AccountView): Html {
  const { site } = view;
  const { settings } = site.texts;
  const path = `${site.path}${site.settings}`;
  return html`<p>${settings.check}</p>
<h2>${settings.apps}</h2>
<ul class="cards">${account.factors.map((factor) => appCard(view, account, factor))}</ul>
${
  mayAddApp(account)
    ? html`<p><a class="button quiet" href="${path}/apps/add">${settings.addApp}</a></p>`
    : html`<p>${settings.limit}</p>`
}
${account.backupCodes && backupCodes(view, account.backupCodes)}
${trustedBrowsers(view, account.trustedDevices)}
<h2>${site.texts.disable.title}</h2>
<p>${site.texts.disable.lead}</p>
<p><a class="button danger" href="${path}/disable">${settings.disable}</a></p>`;
}

function mayAddApp({ methods }: AccountView): boolean {
  return methods.some(({ method, enrolment }) => method === 'totp' && enrolment.kind !== 'denied');
}

/** With one app only, removing it is the same as disabling everything, and that button is below. */
function appCard(view: View, account: AccountView, factor: FactorView): Html {
  const { settings, frame } = view.site.texts;
  const { quoted } = frame;
  const apps = account.factors.length;
  const path = `${view.site.path}${view.site.settings}/apps/${encodeURIComponent(factor.id)}`;
  const removable = apps > 1 && factor.removal.kind !== 'denied';
  return html`<li>
<strong>${factor.label}</strong>${factor.primary && apps > 1 && html` <span class="tag">${settings.asked}</span>`}
${factor.status === 'suspended' && html`<span class="error">${whySuspended(view, account)}</span>`}
<dl class="facts">
<div><dt>${settings.added}</dt><dd>${moment(view, factor.createdAt)}</dd></div>
<div><dt>${settings.lastUsed}</dt><dd>${moment(view, factor.lastUsedAt)}</dd></div>
</dl>
<p class="actions"><a href="${path}/rename" aria-label="${settings.rename} ${quoted(factor.label)}">${settings.rename}</a>
${removable && html`<a href="${path}/remove" aria-label="${settings.remove} ${quoted(factor.label)}">${settings.remove}</a>`}</p>
</li>`;
}

export function backupCodes({ site }: View, codes: BackupCodesView): Html {
  const { settings } = site.texts;
  return html`<h2>${settings.codes}</h2>
<p>${settings.codesLeft(codes.left, codes.issued)} ${codes.low && settings.codesLow}
${!codes.acknowledged && settings.codesUnconfirmed}</p>
<p><a class="button quiet" href="${site.path}${site.settings}/backup-codes">${settings.newCodes}</a></p>`;
}
