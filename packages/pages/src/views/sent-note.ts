import type { CodeSent, Refusals } from '@factorkit/core';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';
import { endOfPause, timeOfDay } from './when.ts';

/** Why no code was sent on request. */
export type NotSent = Refusals['send-limited' | 'send-refused'];

/** Whether the requested code was sent, and when to ask for another one. */
export function sentNote(view: View, note: CodeSent | undefined, trouble?: NotSent): Html {
  const { sentCode } = view.site.texts;
  const { sent, notSent, spam, offer } = sentCode;
  if (trouble !== undefined)
    return html`<p class="warning" role="alert">${troubleText(view, note, trouble)}</p>`;
  if (note === undefined) return html`<p>${offer}</p>`;
  if (note.kind === 'not-sent') return html`<p class="warning" role="alert">${notSent(note.hint)}</p>`;
  return html`<p role="status">${sent(note.hint, timeOfDay(view, note.expiresAt))} ${note.hint.includes('@') && spam}</p>`;
}

export function resendNote(view: View, { resendAt }: CodeSent): Html {
  const { resend, resendNow } = view.site.texts.sentCode;
  return html`<p>${resendAt > view.clock() ? resend(endOfPause(view, resendAt)) : resendNow}</p>`;
}

function troubleText(view: View, note: CodeSent | undefined, trouble: NotSent): string {
  const { limited, limitedHere, refused } = view.site.texts.sentCode;
  if (trouble.kind !== 'send-limited') return refused;
  // A code answers only what it was sent for: one that another window asked for does not work here.
  const works = note !== undefined && note.expiresAt > view.clock();
  return (works ? limited : limitedHere)(endOfPause(view, trouble.retryAt));
}
