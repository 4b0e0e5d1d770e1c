import type { OfferedMethod } from '../settings/offered-method.ts';
import { postForm } from './forms.ts';
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
    readonly mayPostpone: boolean;
  },
): Page {
  const { site } = view;
  const { enrol, challenge, addMethod, recovery } = site.texts;
  const words = asked.recovered ? recovery.enrol(view.policy.recovery) : enrol;
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
${asked.mayPostpone && postForm(view, { action: '/sign-in/enrol/postpone', submit: enrol.later, look: 'quiet' })}
<p><a href="${site.portal.signIn}">${challenge.cancel}</a></p>
${lockedOutAdvice(view)}`,
  };
}
