import type { OfferedMethod } from '../settings/offered-method.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** One method in a list, with the link to set it up or the reason why it cannot be. */
export function methodCard(
  { site }: View,
  { name, rank, summary, caution }: OfferedMethod,
  then: { readonly href: string } | { readonly why: string },
): Html {
  const { settings } = site.texts;
  return html`<li class="offer">
<div class="about">
<strong>${name}</strong>${rank && html` <span class="tag ${rank.tone}">${rank.says}</span>`}
<span>${summary}</span>
${caution && html`<span class="but">${caution}</span>`}
</div>
${
  'href' in then
    ? html`<p class="actions"><a class="button quiet" href="${site.path}${then.href}" aria-label="${settings.add}: ${name}">${settings.add}</a></p>`
    : html`<p class="why-not">${then.why}</p>`
}
</li>`;
}
