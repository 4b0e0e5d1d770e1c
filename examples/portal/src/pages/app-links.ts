import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** The recommended apps, each with its links to both stores. */
export function appLinks({ brand }: Pick<View, 'brand'>): Html {
  const { android, ios } = brand.texts.setUp;
  return html`<ul class="apps">${brand.apps.map(
    (app) => html`<li><span>${app.name}</span>
${storeLink(app.name, android, app.android)} ${storeLink(app.name, ios, app.ios)}</li>`,
  )}</ul>`;
}

function storeLink(app: string, system: string, address: string): Html {
  return html`<a href="${address}" target="_blank" rel="noopener noreferrer" aria-label="${app} for ${system}">${system}</a>`;
}
