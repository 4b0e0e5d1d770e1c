import type { Brand } from '../brands/brand.ts';
import { frontDocument } from './front-document.ts';
import { html } from './html.ts';

/** The list of the portals, and what goes with them. */
export function frontPage(
  brands: readonly Brand[],
  { desk, hasMailbox }: { readonly desk: Brand; readonly hasMailbox: boolean },
): string {
  return frontDocument(
    'Example portals',
    html`<p>Each is a made-up company with its own rules for two-factor authentication: signing in takes a password, and then something that only you have. Choose one, sign in as one of its demo users, and have your phone at hand.</p>
<p>The passwords were printed where the demo was started.</p>
<ul class="cards portals">${brands.map(
      (
        brand,
      ) => html`<li class="${brand.id}"><a href="/${brand.id}"><strong>${brand.name}</strong></a> <span class="tag">${brand.id.toUpperCase()}</span>
<span>${brand.summary}</span>
<span>Demo users: ${brand.people.map(({ userName }) => userName).join(', ')}</span></li>`,
    )}</ul>
<h2>Support desk</h2>
<p>Somebody lost a phone? The staff of the <a href="/${desk.id}">support desk</a> make sure who it is and open the way to a new method. They sign in with a second factor too.</p>
<p>Demo agents: ${desk.people.map(({ userName }) => userName).join(', ')}.</p>
${
  hasMailbox &&
  html`<h2>Emails and text messages</h2>
<p>They are not sent for real. What would have been sent can be read in the <a href="/mailbox">mailbox</a>.</p>`
}`,
  );
}
