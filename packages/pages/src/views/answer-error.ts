import { assertNever, type FactorOption, type Refusals } from '@factorkit/core';
import type { View } from './view.ts';
import { endOfPause } from './when.ts';

/** An answer that was not accepted, and may be tried again now or later. */
export type NotAccepted =
  | Refusals['rejected' | 'code-used' | 'locked' | 'suspended']
  | { readonly kind: 'malformed' };

const UNREADABLE: readonly unknown[] = ['malformed-response', 'invalid-response', 'unknown-factor'];

/** The refusal of an answer in this outcome. Not present in other outcomes, such as an expired challenge. */
export function notAccepted(
  outcome:
    | Refusals['rejected' | 'code-used' | 'locked' | 'suspended' | 'refused']
    | { readonly kind: string },
): NotAccepted | undefined {
  if (isOneOf(outcome)) return outcome;
  return 'reason' in outcome && UNREADABLE.includes(outcome.reason) ? { kind: 'malformed' } : undefined;
}

function isOneOf(outcome: {
  readonly kind: string;
}): outcome is Refusals['rejected' | 'code-used' | 'locked' | 'suspended'] {
  return ['rejected', 'code-used', 'locked', 'suspended'].includes(outcome.kind);
}

/** RFC 6585 §4: 429 if the answer was not checked because there were too many before. */
export function statusOf({ kind }: NotAccepted): number {
  return kind === 'locked' || kind === 'suspended' ? 429 : 422;
}

type ErrorView = Pick<View, 'site' | 'clock' | 'locale' | 'timeZone'>;

/** The text for a code from the app that was not accepted. */
export function codeError(view: ErrorView, answer: NotAccepted): readonly string[] {
  return errorOf(view, answer, view.site.texts.code);
}

/** The text for an answer with this kind of factor that was not accepted. */
export function answerError(
  view: ErrorView,
  { sends, asks }: Pick<FactorOption, 'sends' | 'asks'>,
  answer: NotAccepted,
): readonly string[] {
  const { code, sentCode, key } = view.site.texts;
  if (asks) return errorOf(view, answer, { wrong: key.wrong, malformed: key.wrong, used: key.wrong });
  return errorOf(view, answer, sends ? sentCode : code);
}

/** The text for a backup code that was not accepted. */
export function backupCodeError(view: ErrorView, answer: NotAccepted): readonly string[] {
  return errorOf(view, answer, view.site.texts.backupCode);
}

/** The text for a password that was not accepted. */
export function passwordError(view: ErrorView, answer: NotAccepted): readonly string[] {
  const { wrongPassword } = view.site.texts.confirm;
  return errorOf(view, answer, {
    wrong: wrongPassword,
    malformed: wrongPassword,
    used: wrongPassword,
  });
}

function errorOf(
  view: ErrorView,
  answer: NotAccepted,
  words: { readonly wrong: string; readonly malformed: string; readonly used: string },
): readonly string[] {
  const { attempts, lockedOut } = view.site.texts;
  switch (answer.kind) {
    case 'rejected':
      return [
        answer.clockOffSeconds === undefined ? words.wrong : clockOff(view, answer.clockOffSeconds),
        answer.suspendsNext ? attempts.last : attempts.left(answer.attemptsLeft),
      ];
    case 'code-used':
      return [words.used, ...(answer.nextCodeAt === undefined ? [] : [nextCode(view, answer.nextCodeAt)])];
    case 'malformed':
      return [words.malformed];
    case 'locked':
      return [
        attempts.locked(endOfPause(view, answer.retryAt)),
        ...(answer.suspendsNext ? [attempts.lastThen] : []),
      ];
    case 'suspended':
      return [attempts.suspended, lockedOut.advice(view.site.support.address)];
    default:
      return assertNever(answer);
  }
}

function clockOff({ site }: ErrorView, seconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
  return site.texts.code.clockOff(minutes, seconds > 0 ? 'fast' : 'slow');
}

function nextCode({ site, clock }: ErrorView, at: number): string {
  return site.texts.code.next(Math.max(1, Math.ceil((at - clock()) / 1000)));
}
