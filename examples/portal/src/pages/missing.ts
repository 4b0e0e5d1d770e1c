import { html, type Page } from '@factorkit/pages';
import type { Brand } from '../brands/brand.ts';

/** For an address that no page has. */
export function missingPage({ id, own }: Brand): Page {
  const { title, text, home } = own.missing;
  return {
    title,
    body: html`<p>${text}</p><p><a class="button quiet" href="/${id}">${home}</a></p>`,
  };
}
