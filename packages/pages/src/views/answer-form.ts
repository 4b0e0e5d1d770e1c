import type { CodeSent, FactorOption } from '@factorkit/core';
import { answerError, type NotAccepted } from './answer-error.ts';
import { codeField, postForm, sentCodeField } from './forms.ts';
import { type Html, html } from './html.ts';
import { keyForm } from './key-form.ts';
import { type NotSent, resendNote, sentNote } from './sent-note.ts';
import type { View } from './view.ts';

/** The factor that a page asks for, and the state of it. */
export interface Asked {
  readonly options: readonly FactorOption[];
  /** The factor that is asked for now. */
  readonly option: FactorOption;
  /** The code that was sent for it. */
  readonly sent?: CodeSent;
  /** The options for the browser, if it is a key. */
  readonly question?: { readonly [key: string]: unknown };
  readonly answer?: NotAccepted;
  readonly notSent?: NotSent;
}

interface Places {
  /** Receives the answer. */
  readonly check: string;
  /** Sends a code. */
  readonly send: string;
  readonly submit: string;
  /** Sent along with the answer. */
  readonly wish?: Html | undefined;
}

/** The form for one factor: a code from an app, a code that is sent on request, or a key. */
export function answerForm(view: View, asked: Asked, { check, send, submit, wish }: Places): Html {
  const { option, sent } = asked;
  const error = errorOf(view, asked);
  const factor = html`<input type="hidden" name="factorId" value="${option.factorId}">`;
  if (option.asks) {
    return html`${error && html`<p class="error" role="alert">${error.join(' ')}</p>`}
${asked.question && keyForm(view, { action: check, submit: view.site.texts.key.use, ask: 'get', options: asked.question, wish })}`;
  }
  if (!option.sends) {
    const fields = [factor, codeField(view, { focus: true, error }), wish];
    return postForm(view, { action: check, submit, fields });
  }
  const { sentCode } = view.site.texts;
  if (sent === undefined) {
    return html`${sentNote(view, undefined, asked.notSent)}
${error && html`<p class="error" role="alert">${error.join(' ')}</p>`}
${postForm(view, { action: send, submit: sentCode.send, fields: factor })}`;
  }
  return html`${sentNote(view, sent, asked.notSent)}
${postForm(view, { action: check, submit, fields: [factor, sentCodeField(view, { focus: true, error }), wish] })}
<div class="again">
${!asked.notSent && resendNote(view, sent)}
${postForm(view, { action: send, submit: sentCode.again, fields: factor, look: 'quiet' })}
</div>`;
}

/** Links to the other factors, each by its name. All keys are one entry, because the browser asks for them together. */
export function otherWays(view: View, { options, option }: Asked, page: string): Html | undefined {
  const keys = options.filter(({ asks }) => asks);
  const others = options.filter(
    (other) =>
      other.factorId !== option.factorId &&
      !(other.asks && (option.asks || other.factorId !== keys[0]?.factorId)),
  );
  if (others.length === 0) return undefined;
  const { challenge } = view.site.texts;
  return html`<h2>${challenge.others}</h2>
<ul class="ways">${others.map(
    (other) =>
      html`<li><a href="${view.site.path}${page}${page.includes('?') ? '&' : '?'}app=${encodeURIComponent(other.factorId)}">${wayName(view, other)}</a></li>`,
  )}</ul>`;
}

/** “Key on my keyring” or “Spare key”. */
export function keyNames({ site, locale }: View, options: readonly FactorOption[]): string {
  const names = options.filter(({ asks }) => asks).map(({ label }) => site.texts.frame.quoted(label));
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);
}

/** “Use …”, with the destination of a code. */
export function wayName({ site }: View, { label, hint }: FactorOption): string {
  const { otherApp, otherContact } = site.texts.challenge;
  return hint === undefined ? otherApp(label) : otherContact(label, hint);
}

/** A lock, or the last attempt before one, is shown before the user types. */
function errorOf(view: View, { option, answer }: Asked): readonly string[] | undefined {
  if (answer !== undefined) return answerError(view, option, answer);
  const { state } = option;
  if (state.kind === 'open') return state.suspendsNext && [view.site.texts.attempts.last];
  return answerError(view, option, state);
}
