import { type Html, html, type Page, postForm, textField } from '@factorkit/pages';
import type { CustomerPortal } from '../customer-portal.ts';
import type { OwnView } from '../own-pages.ts';
import { deskWords } from './desk-words.ts';
import { selectField } from './fields.ts';
import { stateOf } from './recovery-section.ts';
import { pathOf, type Subject } from './subject.ts';
import type { UnderWay } from './under-way.ts';

interface Desk {
  readonly portals: readonly CustomerPortal[];
  readonly underWay: readonly UnderWay[];
  /** The query, and the users that match it. */
  readonly search?: {
    readonly portal: CustomerPortal;
    readonly name: string;
    readonly found: readonly Subject[];
  };
}

/** The first page of the desk: find a user, or take up a recovery in progress. */
export function findPage(view: OwnView, { portals, underWay, search }: Desk): Page {
  const { find } = deskWords;
  const nobody = search?.found.length === 0 && find.nobody(search.name, search.portal.brand.name);
  return {
    title: view.brand.own.home.title,
    body: html`<p>${find.lead}</p>
${postForm(view, {
  action: '/home',
  submit: find.button,
  fields: [
    selectField({
      name: 'portal',
      label: find.portal,
      options: portals.map(({ brand }) => ({ value: brand.id, says: brand.name })),
      chosen: search?.portal.brand.id ?? '',
    }),
    textField({
      name: 'name',
      label: find.name,
      hint: find.nameHint,
      autocomplete: 'off',
      value: search?.name ?? '',
      ...(nobody && { error: [nobody] }),
    }),
  ],
})}
${
  search !== undefined &&
  search.found.length > 0 &&
  html`<h2>${find.several}</h2>
<ul class="cards">${search.found.map((subject) => card(view, subject))}</ul>`
}
<h2>${find.waiting}</h2>
${
  underWay.length === 0
    ? html`<p class="empty">${find.none}</p>`
    : html`<p>${find.waitingLead}</p>
<ul class="cards">${underWay.map(({ subject, recovery }) => card(view, subject, stateOf(view, subject, recovery)))}</ul>`
}`,
  };
}

function card(view: OwnView, subject: Subject, state?: string): Html {
  const { portal, person } = subject;
  return html`<li><a href="/${view.brand.id}${pathOf(subject)}"><strong>${person.fullName}</strong></a> <span class="tag">${portal.brand.name}</span>
<span>${state ?? person.userName}</span></li>`;
}
