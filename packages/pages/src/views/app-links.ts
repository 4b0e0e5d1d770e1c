import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** The recommended apps, each with its links to both stores. */
export function appLinks({ site }: Pick<View, 'site'>): Html {
  const { android, ios, appFor } = site.texts.setUp;
  const storeLink = (app: string, system: string, address: string): Html =>
    html`<a href="${address}" target="_blank" rel="noopener noreferrer" aria-label="${appFor(app, system)}">${system}</a>`;
  return html`<ul class="apps">${site.apps.map(
    (app) => html`<li><span>${app.name}</span>
${storeLink(app.name, android, app.android)} ${storeLink(app.name, ios, app.ios)}</li>`,
  )}</ul>`;
}
