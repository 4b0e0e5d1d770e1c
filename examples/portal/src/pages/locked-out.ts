import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** What to do for a user who cannot sign in: support answers only to the registered address. */
export function lockedOutAdvice({ brand, person }: Pick<View, 'brand' | 'person'>): Html {
  const { heading, advice, why, registered } = brand.texts.lockedOut;
  return html`<section class="aside">
<h2>${heading}</h2>
<p>${advice(brand.supportAddress)} ${why}
${person && registered(person.email)}</p>
</section>`;
}
