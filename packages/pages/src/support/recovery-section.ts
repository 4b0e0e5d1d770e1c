import { type Actor, assertNever, type RecoveryView } from '@factorkit/core';
import { type Html, html } from '../views/html.ts';
import type { View } from '../views/view.ts';
import { endOfPause, moment } from '../views/when.ts';
import { deskActionPath } from './desk-action.ts';
import { checkName } from './desk-action-page.ts';
import { deskWords, wayName } from './desk-words.ts';
import type { Subject } from './subject.ts';

interface Shown {
  readonly subject: Subject;
  readonly recovery: RecoveryView;
  readonly staffName: (id: string) => string;
}

/** The recovery in progress: who requested it, what was checked, who approved, and what is next. */
export function recoverySection(view: View, { subject, recovery, staffName }: Shown): Html {
  const words = deskWords.recovery;
  const { id, via, requestedBy, requestedAt, expiresAt, checks, approvals, approvalsNeeded, state } =
    recovery;
  const base = `${view.site.path}`;
  return html`<section class="method recovery" aria-labelledby="recovery-${via}">
<h2 id="recovery-${via}">${words.heading}</h2>
<p><strong>${stateOf(view, subject, recovery)}</strong></p>
<dl class="facts">
<div><dt>${words.asked}</dt><dd>${askedBy(requestedBy, staffName)}</dd></div>
<div><dt>${words.when}</dt><dd>${moment(view, requestedAt)}</dd></div>
<div><dt>${words.via}</dt><dd>${wayName(via)}</dd></div>
${checks.length > 0 && html`<div><dt>${words.checks}</dt><dd><ul class="plain">${checks.map(check)}</ul></dd></div>`}
<div><dt>${words.approvals}</dt><dd>${
    approvals.length === 0
      ? words.nobody
      : html`<ul class="plain">${approvals.map(({ by, at }) => html`<li>${staffName(by)}, ${moment(view, at)}</li>`)}</ul>`
  } (${words.needed(approvals.length, approvalsNeeded)})</dd></div>
<div><dt>${words.expires}</dt><dd>${moment(view, expiresAt)}</dd></div>
</dl>
${view.caller?.userId !== subject.person.userId && actions()}
</section>`;

  function actions(): Html {
    const mine = requestedBy.kind === 'staff' && requestedBy.id === view.caller?.userId;
    const vouched = approvals.some(({ by }) => by === view.caller?.userId);
    const open = state.kind === 'requested';
    const again = !open && vouched;
    return html`${open && mine && html`<p class="why-not">${words.yours}</p>`}
${open && vouched && html`<p class="why-not">${words.approved}</p>`}
<p class="actions">${(open || again) && !mine && html`<a class="button${vouched && ' quiet'}" href="${base}${deskActionPath(subject, { kind: 'approve', about: id })}">${again ? words.newCode : words.approve}</a>`}
<a class="button danger" href="${base}${deskActionPath(subject, { kind: 'call-off', about: id })}">${words.callOff}</a></p>`;
  }
}

/** The state of a recovery in a sentence. */
export function stateOf(view: View, { person }: Subject, recovery: RecoveryView): string {
  const words = deskWords.recovery;
  const { state } = recovery;
  switch (state.kind) {
    case 'open':
    case 'requested':
      return whatIsMissing(recovery);
    case 'held':
      return words.held(endOfPause(view, state.until));
    case 'ready':
      return recovery.switchedOff ? words.off(person.name) : words.ready(person.name);
    case 'completed':
      return words.completed(person.name);
    default:
      return assertNever(state);
  }
}

function whatIsMissing({ checks, approvals, approvalsNeeded }: RecoveryView): string {
  const { missing } = deskWords.recovery;
  if (approvals.length >= approvalsNeeded) return missing.checks;
  if (checks.every(({ done }) => done)) return missing.approvals;
  return checks.some(({ done }) => done) ? missing.rest : missing.everything;
}

function check({ name, done }: RecoveryView['checks'][number]): Html {
  const words = deskWords.recovery;
  return html`<li>${checkName(name)} <span class="tag ${done ? 'good' : 'caution'}">${done ? words.done : words.notYet}</span></li>`;
}

function askedBy(actor: Actor, staffName: (id: string) => string): string {
  return actor.kind === 'staff' ? staffName(actor.id) : deskWords.recovery.user;
}
