import type { Brand } from '../brands/brand.ts';
import { html } from './html.ts';
import type { Page } from './view.ts';

/** A page with one message. */
export function messagePage(brand: Brand, title: string, text: string): Page {
  return {
    title,
    body: html`<p>${text}</p><p><a class="button quiet" href="/${brand.id}">${brand.texts.errors.home}</a></p>`,
  };
}
