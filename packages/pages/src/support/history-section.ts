import type { SupportView } from '@factorkit/core';
import { type Html, html } from '../views/html.ts';
import type { View } from '../views/view.ts';
import { moment } from '../views/when.ts';
import { checkName } from './desk-action-page.ts';
import { deskWords, wayName } from './desk-words.ts';
import type { HistoryEntry } from './history.ts';
import { type Naming, sentenceFor } from './history-sentences.ts';
import { methodName } from './method-name.ts';
import { pathOf, type Subject } from './subject.ts';

interface Known {
  readonly subject: Subject;
  readonly seen: SupportView;
  readonly history: readonly HistoryEntry[];
  readonly wholeHistory: boolean;
  readonly staffName: (id: string) => string;
}

const SHOWN_AT_FIRST = 15;

/** The events, newest first: when, by whom, and why. */
export function historySection(view: View, known: Known): Html {
  const { subject, history, wholeHistory } = known;
  const words = deskWords.user;
  const shown = wholeHistory ? history : history.slice(0, SHOWN_AT_FIRST);
  const naming = namingFor(view, known);
  return html`<h2 id="history">${words.history}</h2>
${
  history.length === 0
    ? html`<p class="empty">${words.noHistory}</p>`
    : html`<p>${words.historyLead}</p>
<ol class="history">${shown.map((entry) => item(view, entry, naming, known.staffName))}</ol>`
}
${
  shown.length < history.length &&
  html`<p><a class="button quiet" href="${view.site.path}${pathOf(subject)}?history=all#history">${words.all(history.length)}</a></p>`
}`;
}

function item(
  view: View,
  { at, actor, ip, note, events }: HistoryEntry,
  naming: Naming,
  staffName: (id: string) => string,
): Html {
  const { by, from, reason } = deskWords.user;
  const who = actor.kind === 'staff' ? staffName(actor.id) : by[actor.kind];
  return html`<li>
<p class="hint">${moment(view, at)}, ${who}${ip && `, ${from(ip)}`}</p>
${events.map((event) => html`<p>${sentenceFor(event, naming)}</p>`)}
${note && html`<p class="note">${reason} ${note}</p>`}
</li>`;
}

function namingFor(view: View, { seen }: Known): Naming {
  return {
    factor(factorId, method) {
      const label = seen.factors.find(({ id }) => id === factorId)?.label;
      return label === undefined ? methodName(method).toLowerCase() : `“${label}”`;
    },
    way: wayName,
    check: checkName,
    moment: (ms) =>
      new Intl.DateTimeFormat('en-GB', {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: view.timeZone,
      }).format(ms),
  };
}
