import type { GuardedPage } from '../brands/brand.ts';
import { html } from './html.ts';
import type { Page, View } from './view.ts';

/** A page behind `requireMfa()`, with data that a stolen password must not reach. */
export function guardedPage({ brand }: View, { title, rows }: GuardedPage): Page {
  return {
    title,
    body: html`<p>${brand.texts.guarded.only}</p>
<dl class="facts">${rows.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`,
  };
}

/** The same page for a user who proved only a password. */
export function closedPage({ brand }: View, { title }: GuardedPage): Page {
  const { only, notYet, settings } = brand.texts.guarded;
  return {
    title,
    body: html`<p>${only} ${notYet}</p>
<p><a class="button" href="/${brand.id}${brand.settingsPath}">${settings}</a></p>`,
  };
}
