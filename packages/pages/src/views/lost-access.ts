import type { FactorOption, RecoveryOffer } from '@factorkit/core';
import { wayName } from './answer-form.ts';
import { postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import { lockedOutAdvice } from './locked-out.ts';
import { progressSection, recoveryCodeForm } from './recovery-progress.ts';
import type { Page, View } from './view.ts';

export interface WaysBack {
  /** The methods that could still be used, such as the other one of two. */
  readonly options: readonly FactorOption[];
  /** `undefined` if this portal has no backup codes. */
  readonly backupCode: 'offered' | 'used-up' | undefined;
  /** The recovery methods that staff decide. */
  readonly offers: readonly RecoveryOffer[];
  /** The registered address, masked. */
  readonly registered: string;
  /** This browser requested a recovery that is no longer in progress. */
  readonly stopped: boolean;
  /** Support disabled the old methods: only the recovery code is accepted. */
  readonly switchedOff: boolean;
  /** The error for the recovery code that was typed. */
  readonly error?: readonly string[];
}

/** Every recovery method that the policy offers this user, the quickest first, and the state of a recovery. */
export function lostAccessPage(view: View, ways: WaysBack): Page {
  const { site } = view;
  const { lost, progress } = site.texts.recovery;
  if (ways.switchedOff) return switchedOffPage(view, ways);
  const underWay = ways.offers.find(({ state }) => state.kind !== 'open');
  const nothing = ways.offers.length === 0;
  return {
    title: lost.title,
    body: html`${ways.stopped && html`<p class="warning" role="status">${progress.stopped}</p>`}
${ways.options.length === 0 && html`<p class="warning">${lost.blocked}</p>`}
<p>${lost.lead} ${(!nothing || ways.options.length > 1) && lost.ways}</p>
${underWay && progressSection(view, underWay, ways.error)}
${otherMethods(view, ways.options)}
${backupCodes(view, ways.backupCode)}
${underWay === undefined ? ways.offers.map((offer) => wayOf(view, offer, ways)) : stillToDo(view, underWay, ways)}
${nothing && ways.options.length < 2 && html`<p>${lost.nothingElse}</p>`}
<p class="actions"><a href="${site.path}/sign-in/code">${lost.back}</a></p>
${nothing && lockedOutAdvice(view)}`,
  };
}

/** S0.18: shown after the password to a user whose old method support disabled. */
function switchedOffPage(view: View, ways: WaysBack): Page {
  const { site } = view;
  const { off } = site.texts.recovery;
  const ready = ways.offers.find(({ state }) => state.kind === 'ready');
  const underWay = ways.offers.find(({ state }) => state.kind !== 'open');
  if (ready !== undefined) {
    return {
      title: off.title,
      body: html`<p>${off.lead}</p>
${recoveryCodeForm(view, ready, ways.error)}
<p>${off.notYou} <a href="${site.path}/recovery/stop">${off.stop}</a></p>`,
    };
  }
  return {
    title: off.title,
    body: html`<p>${underWay ? off.waiting : off.over}</p>
${underWay ? progressSection(view, underWay, ways.error) : ways.offers.map((offer) => wayOf(view, offer, ways))}
${underWay && stillToDo(view, underWay, ways)}`,
  };
}

function otherMethods(view: View, options: readonly FactorOption[]): Html | undefined {
  if (options.length < 2) return undefined;
  const { lost } = view.site.texts.recovery;
  return html`<h2>${lost.others}</h2>
<p>${lost.othersLead}</p>
<ul class="ways">${options.map(
    (option) =>
      html`<li><a href="${view.site.path}/sign-in/code?app=${encodeURIComponent(option.factorId)}">${wayName(view, option)}</a></li>`,
  )}</ul>`;
}

function backupCodes({ site }: View, state: WaysBack['backupCode']): Html | undefined {
  if (state === undefined) return undefined;
  const { lost } = site.texts.recovery;
  return html`<h2>${lost.codes}</h2>
${
  state === 'offered'
    ? html`<p>${lost.codesLead}</p>
<p><a class="button quiet" href="${site.path}/sign-in/backup-code">${lost.codesButton}</a></p>`
    : html`<p>${lost.noCodes}</p>`
}`;
}

function wayOf(view: View, { via }: RecoveryOffer, { registered }: WaysBack): Html | undefined {
  const { site } = view;
  const { lost } = site.texts.recovery;
  if (via === 'form') {
    return html`<h2>${lost.form}</h2>
${steps(lost.formSteps)}
<p class="actions"><a class="button" href="${site.path}/sign-in/identity-form">${lost.formButton}</a>
<a href="${site.path}/lost-login-details">${lost.guideLink}</a></p>`;
  }
  if (via !== 'support') return undefined;
  return html`<h2>${lost.support}</h2>
${steps(lost.supportSteps({ address: site.support.address, registered }))}
${postForm(view, { action: '/sign-in/recovery', submit: lost.supportButton })}`;
}

/** The request alone is not enough: support waits for a message from the registered address. */
function stillToDo(view: View, { via, state }: RecoveryOffer, { registered }: WaysBack): Html | undefined {
  if (via !== 'support' || state.kind !== 'requested') return undefined;
  const { site } = view;
  const { lost } = site.texts.recovery;
  const [, ...left] = lost.supportSteps({ address: site.support.address, registered });
  return html`<h2>${lost.stillToDo}</h2>
${steps(left)}`;
}

function steps(lines: readonly string[]): Html {
  return html`<ol>${lines.map((line) => html`<li>${line}</li>`)}</ol>`;
}
