import type { Person } from '../people/directory.ts';
import { html } from './html.ts';
import type { Page, View } from './view.ts';

/** The products of the customer. */
export function homePage({ brand }: View, person: Person): Page {
  const { home } = brand.texts;
  return {
    title: home.welcome(person.fullName),
    body: html`<ul class="cards">${brand.services.map(
      ({ name, detail }) => html`<li><strong>${name}</strong><span>${detail}</span></li>`,
    )}</ul>`,
  };
}
