import type { SupportFactor, SupportView } from '@factorkit/core';
import { type Html, html } from '../views/html.ts';
import type { Page, View } from '../views/view.ts';
import { endOfPause, moment } from '../views/when.ts';
import { type DeskAction, deskActionPath } from './desk-action.ts';
import { deskWords } from './desk-words.ts';
import type { HistoryEntry } from './history.ts';
import { historySection } from './history-section.ts';
import { methodName } from './method-name.ts';
import { onFile } from './on-file.ts';
import { recoverySection } from './recovery-section.ts';
import type { Subject } from './subject.ts';

interface Known {
  readonly subject: Subject;
  readonly seen: SupportView;
  readonly history: readonly HistoryEntry[];
  readonly wholeHistory: boolean;
  readonly staffName: (id: string) => string;
  readonly told: Told | undefined;
}

/** The result of an action. */
export interface Told {
  readonly said: string;
  /** The recovery code to tell the user. Shown only once. */
  readonly code: string;
}

/**
 * Everything that the desk may see of one user, and the actions for it. It contains no secret: the engine returns none.
 */
export function userPage(view: View, known: Known): Page {
  const { subject, seen, told, staffName } = known;
  const { portal, person } = subject;
  const words = deskWords.user;
  const own = view.caller?.userId === person.userId;
  return {
    title: person.name,
    body: html`${
      told &&
      html`<p class="notice" role="status">${told.said}</p>
<section class="advice" aria-labelledby="tell-code"><h2 id="tell-code">${deskWords.recovery.tell.heading}</h2>
<p>${deskWords.recovery.tell.lead(person.name)}</p>
<p><strong class="code">${told.code}</strong></p>
<p>${deskWords.recovery.tell.once}</p></section>`
    }
<dl class="facts">
<div><dt>${words.portal}</dt><dd>${portal.name}</dd></div>
<div><dt>${words.userName}</dt><dd>${person.user.accountName}</dd></div>
</dl>
<p class="status">${words.status}: <strong class="${seen.enabled ? 'on' : 'off'}">${seen.enabled ? words.on : words.off}</strong></p>
${own && html`<p class="warning">${words.own}</p>`}
${seen.freezes.map(({ until }) => html`<p class="warning">${words.frozen(endOfPause(view, until))}</p>`)}
${seen.recoveries.map((recovery) => recoverySection(view, { subject, recovery, staffName }))}
${wayBackIn(view, subject, seen, own)}
${onFile(person)}
${methods(view, subject, seen, own)}
${backupCodes(view, subject, seen, own)}
${browsers(view, subject, seen, own)}
${historySection(view, known)}
<p><a href="${view.site.path}/home">${words.back}</a></p>`,
  };
}

function wayBackIn(
  view: View,
  subject: Subject,
  { enabled, recoveryPaths, recoveries }: SupportView,
  own: boolean,
): Html {
  const words = deskWords.recovery;
  if (!enabled || own) return html``;
  const open = recoveryPaths.filter((via) => !recoveries.some((recovery) => recovery.via === via));
  if (open.length === 0 && recoveries.length > 0) return html``;
  const ways = open.map((via) =>
    actionLink(view, subject, { kind: 'open', about: via }, { says: words.open[via] ?? via, look: '' }),
  );
  return html`<h2>${words.lost}</h2>
${
  ways.length === 0
    ? html`<p>${words.noWay(subject.portal.name)}</p>`
    : html`<p>${words.lostLead}</p>
<p class="actions">${ways}</p>`
}`;
}

function methods(view: View, subject: Subject, { factors }: SupportView, own: boolean): Html {
  const words = deskWords.user;
  return html`<h2>${words.methods}</h2>
${
  factors.length === 0
    ? html`<p>${words.nothing}</p>`
    : html`<p>${words.noSecrets}</p>
<ul class="cards">${factors.map((factor) => factorCard(view, subject, factor, { own, several: factors.length > 1 }))}</ul>`
}`;
}

function factorCard(
  view: View,
  subject: Subject,
  factor: SupportFactor,
  { own, several }: { readonly own: boolean; readonly several: boolean },
): Html {
  const words = deskWords.user;
  const { id, label, method, hint, primary, createdAt, lastUsedAt, state } = factor;
  const blocked = state.kind !== 'open';
  return html`<li>
<strong>${label}</strong>${primary && several && html` <span class="tag">${words.first}</span>`}
<dl class="facts">
<div><dt>${words.method}</dt><dd>${methodName(method)}</dd></div>
${hint && html`<div><dt>${method === 'webauthn' ? words.model : words.sentTo}</dt><dd>${hint}</dd></div>`}
<div><dt>${words.added}</dt><dd>${moment(view, createdAt)}</dd></div>
<div><dt>${words.lastUsed}</dt><dd>${moment(view, lastUsedAt)}</dd></div>
<div><dt>${words.state}</dt><dd>${blocked ? html`<strong class="error">${stateOf(view, factor)}</strong>` : stateOf(view, factor)}</dd></div>
</dl>
${
  state.kind === 'locked' &&
  !own &&
  html`<p class="actions">${actionLink(view, subject, { kind: 'unlock', about: id }, { says: words.unlock, about: label })}</p>`
}
</li>`;
}

function stateOf(view: View, { state, failures }: SupportFactor): string {
  const words = deskWords.user;
  if (state.kind === 'locked') return words.locked(endOfPause(view, state.retryAt));
  if (state.kind === 'suspended') return words.suspended;
  return failures > 0 ? words.failures(failures) : words.works;
}

function backupCodes(view: View, subject: Subject, { backupCodes }: SupportView, own: boolean): Html {
  const words = deskWords.user;
  if (backupCodes === undefined) return html``;
  const { left, issued, lockedUntil } = backupCodes;
  return html`<h2>${words.codes}</h2>
<p>${words.codesLeft(left, issued)} ${left > 0 && words.codesUse}</p>
${
  lockedUntil !== undefined &&
  html`<p class="error">${words.codes}: ${words.locked(endOfPause(view, lockedUntil))}</p>
${!own && html`<p class="actions">${actionLink(view, subject, { kind: 'unlock', about: 'backup-codes' }, { says: words.unlock, about: words.codes })}</p>`}`
}`;
}

function browsers(view: View, subject: Subject, { trustedDevices }: SupportView, own: boolean): Html {
  const words = deskWords.user;
  if (trustedDevices.length === 0) return html``;
  return html`<h2>${words.browsers}</h2>
<p>${words.browsersLead}</p>
<ul class="cards">${trustedDevices.map(
    ({ name, place, lastUsedAt, expiresAt }) => html`<li>
<strong>${name}</strong>${place && html`<span>${place}</span>`}
<dl class="facts">
<div><dt>${words.lastUsed}</dt><dd>${moment(view, lastUsedAt)}</dd></div>
<div><dt>${words.until}</dt><dd>${moment(view, expiresAt)}</dd></div>
</dl></li>`,
  )}</ul>
${!own && html`<p class="actions">${actionLink(view, subject, { kind: 'end-trust', about: 'all' }, { says: words.endTrust, look: 'danger' })}</p>`}`;
}

interface Link {
  readonly says: string;
  /** The subject of the link, for screen readers. */
  readonly about?: string;
  readonly look?: '' | 'quiet' | 'danger';
}

function actionLink(
  view: View,
  subject: Subject,
  action: DeskAction,
  { says, about, look = 'quiet' }: Link,
): Html {
  return html`<a class="button ${look}" href="${view.site.path}${deskActionPath(subject, action)}" ${about && html`aria-label="${says}: ${about}"`}>${says}</a>`;
}
