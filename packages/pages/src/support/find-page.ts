import { postForm, textField } from '../views/forms.ts';
import { type Html, html } from '../views/html.ts';
import type { Page, View } from '../views/view.ts';
import { deskWords } from './desk-words.ts';
import { selectField } from './fields.ts';
import { stateOf } from './recovery-section.ts';
import { pathOf, type Subject } from './subject.ts';
import type { SupportedPortal } from './support-options.ts';
import type { UnderWay } from './under-way.ts';

interface Desk {
  readonly title: string;
  readonly portals: readonly SupportedPortal[];
  readonly underWay: readonly UnderWay[];
  /** The query, and the users that match it. */
  readonly search?: {
    readonly portal: SupportedPortal;
    readonly name: string;
    readonly found: readonly Subject[];
  };
}

/** The first page of the desk: find a user, or take up a recovery in progress. */
export function findPage(view: View, { title, portals, underWay, search }: Desk): Page {
  const { find } = deskWords;
  const nobody = search?.found.length === 0 && find.nobody(search.name, search.portal.name);
  return {
    title,
    body: html`<p>${find.lead}</p>
${postForm(view, {
  action: '/home',
  submit: find.button,
  fields: [
    selectField({
      name: 'portal',
      label: find.portal,
      options: portals.map(({ id, name }) => ({ value: id, says: name })),
      chosen: search?.portal.id ?? '',
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

/** For an unknown user, and for a user whom this member of staff may not see. */
export function missingPage({ site }: View): Page {
  const { missing, missingTitle } = site.texts.errors;
  return { title: missingTitle, body: html`<p>${missing}</p>` };
}

function card(view: View, subject: Subject, state?: string): Html {
  const { portal, person } = subject;
  return html`<li><a href="${view.site.path}${pathOf(subject)}"><strong>${person.name}</strong></a> <span class="tag">${portal.name}</span>
<span>${state ?? person.user.accountName}</span></li>`;
}
