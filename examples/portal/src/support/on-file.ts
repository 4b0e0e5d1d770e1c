import { type Html, html } from '../pages/html.ts';
import type { Person } from '../people/directory.ts';
import { deskWords } from './desk-words.ts';

/** The portal's own record, to compare with: Factorkit shows no address and no number, only hints. */
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
