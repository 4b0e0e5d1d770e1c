import { type Html, html } from '@factorkit/pages';
import type { Brand } from '../brands/brand.ts';
import { frontDocument } from './front-document.ts';

/** The list of the portals, and the links below it. */
export function frontPage(
  brands: readonly Brand[],
  { desk, hasMailbox }: { readonly desk: Brand; readonly hasMailbox: boolean },
): string {
  return frontDocument(
    'Example portals',
    html`<p>Each is a made-up company with its own rules for two-factor authentication: signing in takes a password, and then something that only you have. Choose one, sign in as one of its demo users, and have your phone at hand.</p>
<ul class="cards portals">${brands.map(
      (
        brand,
      ) => html`<li class="${brand.id}"><a href="/${brand.id}"><strong>${brand.name}</strong></a> <span class="tag">${brand.id.toUpperCase()}</span>
<span>${brand.summary}</span>
${peopleOf(brand)}</li>`,
    )}</ul>
<h2>Support desk</h2>
<p>Somebody lost a phone? The staff of the <a href="/${desk.id}">support desk</a> make sure who it is and open the way to a new method. They sign in with a second factor too.</p>
${peopleOf(desk)}
${
  hasMailbox &&
  html`<h2>Emails and text messages</h2>
<p>They are not sent for real. What would have been sent can be read in the <a href="/mailbox">mailbox</a>.</p>`
}`,
  );
}

/** The demo shows its passwords, because you need one to try it. */
function peopleOf({ people }: Brand): Html {
  return html`<dl class="people">${people.map(
    ({ userName, password }) => html`<div><dt>${userName}</dt><dd><code>${password}</code></dd></div>`,
  )}</dl>`;
}
