import { type Html, html } from '../views/html.ts';
import { deskWords } from './desk-words.ts';
import type { SupportedPerson } from './support-options.ts';

/** The user's record in the portal, to compare with: Factorkit shows only hints of addresses and numbers. */
export function onFile({ email, phone }: SupportedPerson): Html {
  const words = deskWords.user;
  return html`<section class="advice">
<h2>${words.onFile}</h2>
<dl class="facts">
<div><dt>${words.email}</dt><dd>${email}</dd></div>
<div><dt>${words.phone}</dt><dd>${phone ?? words.none}</dd></div>
</dl>
<p>${words.neverRead}</p>
</section>`;
}
