import type { CodeSent, FactorOption, Mfa } from '@factorkit/core';
import { statusOf } from '../views/answer-error.ts';
import type { Asked } from '../views/answer-form.ts';
import type { Failure } from '../views/failure.ts';
import type { Visit } from '../visit/visit.ts';

/** The status of the page with the result. The usual one if there was no attempt. */
export function statusOfTry(tried: Failure | undefined): number | undefined {
  // RFC 6585 §4: 429 if there were too many before.
  if (tried?.notSent !== undefined) return 429;
  return tried?.answer && statusOf(tried.answer);
}

interface AskFactor {
  readonly token: string;
  readonly options: readonly FactorOption[];
  readonly tried: Failure | undefined;
  readonly sent: CodeSent | undefined;
}

/** The factor to ask for: the one just tried, the one chosen in the URL, or the first. */
export async function askedFactor(
  visit: Visit,
  { token, options, tried, sent }: AskFactor,
): Promise<Asked | undefined> {
  const wanted = tried?.factorId ?? visit.query.get('app');
  const chosen = options.find(({ factorId }) => factorId === wanted);
  const triedKey = tried !== undefined && tried.factorId === undefined;
  const option = chosen ?? (triedKey ? options.find(({ asks }) => asks) : undefined) ?? options[0];
  if (option === undefined) return undefined;
  const question = option.asks ? await questionFor(visit.mfa, token, option) : undefined;
  return {
    options,
    option,
    ...(question && { question }),
    ...(sent?.factorId === option.factorId && { sent }),
    ...(tried?.answer && { answer: tried.answer }),
    ...(tried?.notSent && { notSent: tried.notSent }),
  };
}

/** The answer in the form: a typed code, or the browser's response for a key. That response names the key. */
export function answerIn(visit: Visit): { readonly factorId?: string; readonly response: unknown } {
  const credential = visit.field('credential');
  if (credential === '') return { factorId: visit.field('factorId'), response: visit.field('code') };
  return { response: credentialIn(visit) };
}

/** The factor that an answer names in the form. */
export function withFactor({ factorId }: { readonly factorId?: string }): Pick<Failure, 'factorId'> {
  return factorId === undefined ? {} : { factorId };
}

/** The browser's response for a key. `undefined` if it is not JSON. */
export function credentialIn(visit: Visit): unknown {
  try {
    return JSON.parse(visit.field('credential'));
  } catch {
    return undefined;
  }
}

async function questionFor(mfa: Mfa, token: string, { method }: FactorOption): Promise<Asked['question']> {
  const asked = await mfa.createCeremonyOptions({ token, method });
  return asked.kind === 'question' ? asked.options : undefined;
}
