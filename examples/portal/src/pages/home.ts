import { html, type Page } from '@factorkit/pages';
import type { OwnView } from '../own-pages.ts';
import type { Person } from '../people/directory.ts';

/** The products of the customer. */
export function homePage({ brand }: OwnView, person: Person): Page {
  const { home } = brand.own;
  return {
    title: home.welcome(person.fullName),
    body: html`<ul class="cards">${brand.services.map(
      ({ name, detail }) => html`<li><strong>${name}</strong><span>${detail}</span></li>`,
    )}</ul>`,
  };
}
