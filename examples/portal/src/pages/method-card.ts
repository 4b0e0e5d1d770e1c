import type { OfferedMethod } from '../brands/offered-method.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** One method on a list, with the way to set it up or the reason why not. */
export function methodCard(
  { brand }: View,
  { name, rank, summary }: OfferedMethod,
  then: { readonly href: string } | { readonly why: string },
): Html {
  const { settings } = brand.texts;
  return html`<li>
<strong>${name}</strong>${rank && html` <span class="tag">${rank}</span>`}
<span>${summary}</span>
${
  'href' in then
    ? html`<p class="actions"><a class="button quiet" href="/${brand.id}${then.href}" aria-label="${settings.add}: ${name}">${settings.add}</a></p>`
    : html`<p class="why-not">${then.why}</p>`
}
</li>`;
}
