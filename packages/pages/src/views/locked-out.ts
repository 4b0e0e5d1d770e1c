import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** What to do for a user who cannot sign in: support answers only to the registered address. */
export function lockedOutAdvice({ site, registered: own }: Pick<View, 'site' | 'registered'>): Html {
  const { heading, advice, why, registered } = site.texts.lockedOut;
  return html`<section class="aside">
<h2>${heading}</h2>
<p>${advice(site.support.address)} ${why}
${own !== undefined && registered(own)}</p>
</section>`;
}
