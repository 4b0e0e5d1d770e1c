import { html, type Page } from '@factorkit/pages';
import type { Brand, GuardedPage } from '../brands/brand.ts';

/** A page behind `requireMfa()`, with data that a stolen password must not reach. */
export function guardedPage({ own }: Brand, { title, rows }: GuardedPage): Page {
  return {
    title,
    body: html`<p>${own.guarded.only}</p>
<dl class="facts">${rows.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`,
  };
}

/** The same page for a user who proved only a password. */
export function closedPage({ id, settingsPath, own }: Brand, { title }: GuardedPage): Page {
  const { only, notYet, settings } = own.guarded;
  return {
    title,
    body: html`<p>${only} ${notYet}</p>
<p><a class="button" href="/${id}${settingsPath}">${settings}</a></p>`,
  };
}
