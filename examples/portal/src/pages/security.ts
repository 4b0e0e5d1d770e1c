import type { AccountView } from '@factorkit/core';
import type { KeyThenCheckTexts } from '../texts/northquay.ts';
import { html } from './html.ts';
import { statusLine } from './settings.ts';
import type { Page, View } from './view.ts';

/** S1: Account, Security. One entry so far: “Multi-factor auth”. */
export function securityPage(view: View, account: AccountView, texts: KeyThenCheckTexts): Page {
  const { title, lead, option, optionLead } = texts.security;
  return {
    title,
    body: html`<p>${lead}</p>
<ul class="cards"><li>
<a href="/${view.brand.id}${view.brand.settingsPath}"><strong>${option}</strong></a>
<span>${optionLead}</span>
${statusLine(view, account)}
</li></ul>`,
  };
}
