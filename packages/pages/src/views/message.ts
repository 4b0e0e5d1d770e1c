import type { Site } from '../settings/site.ts';
import { html } from './html.ts';
import type { Page } from './view.ts';

/** A page with one message. */
export function messagePage(site: Site, title: string, text: string): Page {
  return {
    title,
    body: html`<p>${text}</p><p><a class="button quiet" href="${site.portal.home}">${site.texts.errors.home}</a></p>`,
  };
}
