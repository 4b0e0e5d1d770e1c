import type { ModelToken } from './account.ts';
import type { ModelEvidence, ModelMethod } from './judge.ts';

export interface ModelSession {
  readonly evidence: readonly ModelEvidence[];
}

export type ModelCaller = ModelSession | ModelToken;

/** An answer, as far as right and wrong go: what number it shows, or none. */
export type ModelAnswer = { readonly shows: number } | 'used' | 'wrong' | 'malformed';

/** The answer, and what the caller holds from then on. */
export interface Answer {
  readonly said: string;
  readonly token?: ModelToken;
  readonly session?: ModelSession;
}

/** One account under one policy, as the design page tells it. */
export interface Model {
  advance(ms: number): void;
  signIn(): Answer;
  verify(token: ModelToken, factorId: string, answer: ModelAnswer): Answer;
  backUp(token: ModelToken, code: string): Answer;
  stepUp(session: ModelSession, goal: 'pay' | 'manage' | { readonly remove: string }): Answer;
  reauthenticate(session: ModelSession): Answer;
  begin(caller: ModelCaller, method: ModelMethod, replaces: string | undefined, id: string): Answer;
  confirm(caller: ModelCaller, id: string, answer: ModelAnswer, codes: readonly string[]): Answer;
  acknowledge(caller: ModelCaller, id: string | undefined): Answer;
  remove(session: ModelSession, id: string): Answer;
  rename(session: ModelSession, id: string): Answer;
  choose(session: ModelSession, id: string): Answer;
  regenerate(session: ModelSession, codes: readonly string[]): Answer;
  postpone(token: ModelToken): Answer;
  look(): string;
  /** Which codes there are, and which there were. */
  codes(): { readonly left: readonly string[]; readonly gone: readonly string[] };
  isOpen(token: ModelToken): boolean;
  /** The set-up that waits for its backup codes to be acknowledged. */
  waiting(): string | undefined;
  stateOf(id: string): 'pending' | 'enrolled' | 'gone';
  /** The newest number that a factor or set-up accepted. */
  used(id: string): number;
}
