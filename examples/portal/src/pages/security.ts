import type { AccountView } from '@factorkit/core';
import { html, type Page } from '@factorkit/pages';
import type { OwnView } from '../own-pages.ts';

/** S1: Account, Security. One entry so far: “Multi-factor auth”. */
export function securityPage({ brand, site }: OwnView, { enabled }: AccountView): Page {
  const { title, lead, option, optionLead } = brand.own.security;
  const { status, on, off } = site.texts.settings;
  return {
    title,
    body: html`<p>${lead}</p>
<ul class="cards"><li>
<a href="/${brand.id}${brand.settingsPath}"><strong>${option}</strong></a>
<span>${optionLead}</span>
<p class="status">${status}: <strong class="${enabled ? 'on' : 'off'}">${enabled ? on : off}</strong></p>
</li></ul>`,
  };
}
