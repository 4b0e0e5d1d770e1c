import { type Html, html } from '@factorkit/pages';
import type { Person } from '../people/directory.ts';
import { deskWords } from './desk-words.ts';

/** The user's record in the portal, to compare with: Factorkit shows only hints of addresses and numbers. */
export function onFile({ email, phone }: Person): Html {
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
