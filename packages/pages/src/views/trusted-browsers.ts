import type { TrustedDeviceView } from '@factorkit/core';
import { postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';
import { moment } from './when.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Below the code: whether to trust this browser for a while. */
export function trustWish({ site, locale }: View, { forMs }: { readonly forMs: number }): Html {
  const { trust, trustHint } = site.texts.browsers;
  const time = forMs < DAY_MS ? span(locale, forMs / HOUR_MS, 'hour') : span(locale, forMs / DAY_MS, 'day');
  return html`<div class="field">
<label class="choice"><input type="checkbox" name="trust" value="yes" autocomplete="off" aria-describedby="trust-hint"> ${trust(time)}</label>
<p class="hint" id="trust-hint">${trustHint}</p>
</div>`;
}

function span(locale: string, count: number, unit: 'hour' | 'day'): string {
  const format: Intl.NumberFormatOptions = { style: 'unit', unit, unitDisplay: 'long' };
  return new Intl.NumberFormat(locale, format).format(Math.round(count));
}

/** On the settings page, in portals that let a browser be trusted. */
export function trustedBrowsers(view: View, devices: readonly TrustedDeviceView[]): Html | undefined {
  const { site, policy } = view;
  if (policy.trustedDevices === undefined && devices.length === 0) return undefined;
  const { browsers } = site.texts;
  return html`<h2>${browsers.heading}</h2>
${
  devices.length === 0
    ? html`<p>${browsers.none}</p>`
    : html`<p>${browsers.lead}</p>
<ul class="cards">${devices.map((device) => card(view, device))}</ul>
${devices.length > 1 && postForm(view, { action: '/trusted-browsers/end', submit: browsers.endAll, look: 'quiet' })}`
}`;
}

function card(view: View, { id, name, place, createdAt, lastUsedAt, expiresAt }: TrustedDeviceView): Html {
  const { browsers } = view.site.texts;
  return html`<li><strong>${name}</strong>
<dl class="facts">
${place && html`<div><dt>${browsers.place}</dt><dd>${place}</dd></div>`}
<div><dt>${browsers.since}</dt><dd>${moment(view, createdAt)}</dd></div>
<div><dt>${browsers.lastUsed}</dt><dd>${moment(view, lastUsedAt)}</dd></div>
<div><dt>${browsers.until}</dt><dd>${moment(view, expiresAt)}</dd></div>
</dl>
<div class="actions">
${postForm(view, {
  action: '/trusted-browsers/end',
  submit: browsers.end,
  hidden: name,
  fields: html`<input type="hidden" name="deviceId" value="${id}">`,
  look: 'plain',
})}
</div>
</li>`;
}
