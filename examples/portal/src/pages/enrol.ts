import type { OfferedMethod } from '../brands/offered-method.ts';
import { html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import { methodCard } from './method-card.ts';
import type { Page, View } from './view.ts';

/** S0 at the first sign-in, and every portal after a recovery: the portal opens when one method is set up. */
export function enrolPage(
  view: View,
  asked: {
    readonly offers: readonly OfferedMethod[];
    readonly never: (offer: OfferedMethod) => boolean;
    /** The old methods are lost, and this one replaces them. */
    readonly recovered: boolean;
  },
): Page {
  const { brand } = view;
  const { enrol, challenge, addMethod, recovery } = brand.texts;
  const words = asked.recovered ? recovery.enrol(brand.policy.recovery) : enrol;
  return {
    title: words.title,
    body: html`<p>${words.lead}</p>
<ul class="cards">${asked.offers.map((offer) =>
      methodCard(
        view,
        offer,
        asked.never(offer) ? { why: addMethod.notAlone } : { href: `/sign-in/enrol/add/${offer.method}` },
      ),
    )}</ul>
<p><a href="/${brand.id}/sign-in">${challenge.cancel}</a></p>
${lockedOutAdvice(view)}`,
  };
}
