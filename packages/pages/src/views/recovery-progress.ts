import { assertNever, type RecoveryOffer } from '@factorkit/core';
import { postForm, textField } from './forms.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';
import { dayAndTime, moment } from './when.ts';

/** The state of a request: requested, being checked, waiting, ready. */
export function progressSection(view: View, offer: RecoveryOffer, error?: readonly string[]): Html {
  const { state } = offer;
  const { progress } = view.site.texts.recovery;
  const { steps } = progress;
  const reached = stepOf(state);
  const names = [
    steps.asked,
    steps.checking,
    // A policy without a waiting time has no such step.
    ...(state.kind === 'held' ? [steps.waiting] : []),
    steps.ready,
  ];
  const now = names.indexOf(steps[reached]);
  return html`<section class="advice" aria-labelledby="progress">
<h2 id="progress">${progress.heading}</h2>
<ol class="progress">${names.map(
    (name, index) =>
      html`<li class="${index < now ? 'done' : ''}" ${index === now && html`aria-current="step"`}>${name}${index < now && html` <span class="tag good">${progress.done}</span>`}${index === now && html` <span class="tag">${progress.now}</span>`}</li>`,
  )}</ol>
${saying(view, state)}
${
  state.kind === 'ready'
    ? recoveryCodeForm(view, offer, error)
    : html`<p>${progress.told} ${progress.later}</p>
<p><a class="button quiet" href="${view.site.path}/sign-in/lost">${progress.look}</a></p>`
}
</section>`;
}

/** The field for the code that staff told the user or that was sent. */
export function recoveryCodeForm(
  view: View,
  { via, handover }: RecoveryOffer,
  error: readonly string[] | undefined,
): Html {
  const { code, lost } = view.site.texts.recovery;
  return postForm(view, {
    action: '/sign-in/recovery/complete',
    submit: handover === 'none' ? lost.goOn : code.button,
    fields: [
      html`<input type="hidden" name="via" value="${via}">`,
      handover !== 'none' &&
        textField({
          name: 'recoveryCode',
          label: code.label,
          hint: code.hint,
          autocomplete: 'off',
          focus: true,
          ...(error && { error }),
        }),
    ],
  });
}

/** A link on the page of the second step, so that a user who requested a recovery finds it. */
export function progressLink({ site }: View, offers: readonly RecoveryOffer[]): Html | undefined {
  const underWay = offers.find(({ state }) => state.kind !== 'open');
  if (underWay === undefined) return undefined;
  const { lost } = site.texts.recovery;
  return html`<p class="notice">${underWay.state.kind === 'ready' ? lost.ready : lost.asked}
<a href="${site.path}/sign-in/lost">${underWay.state.kind === 'ready' ? lost.goOn : lost.askedSee}</a></p>`;
}

function saying(view: View, state: RecoveryOffer['state']): Html | undefined {
  const { progress } = view.site.texts.recovery;
  switch (state.kind) {
    case 'open':
      return undefined;
    case 'requested':
      return html`<p>${progress.askedAt} ${moment(view, state.at)}. ${progress.checking}</p>`;
    case 'held':
      return html`<p>${progress.heldUntil(dayAndTime(view, state.until))}</p>`;
    case 'ready':
      return html`<p>${progress.ready}</p>`;
    default:
      return assertNever(state);
  }
}

function stepOf({ kind }: RecoveryOffer['state']): 'asked' | 'checking' | 'waiting' | 'ready' {
  switch (kind) {
    case 'open':
      return 'asked';
    case 'requested':
      return 'checking';
    case 'held':
      return 'waiting';
    case 'ready':
      return 'ready';
    default:
      return assertNever(kind);
  }
}
