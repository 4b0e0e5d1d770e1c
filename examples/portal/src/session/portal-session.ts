import { createHash } from 'node:crypto';
import type { Assurance, CodeSent, Intent, RecoveryPath } from '@factorkit/core';
import type { Request } from 'express';
import type { NoticeKey } from '../texts/catalogue.ts';

/** What a portal's session holds. Plain data, so that any session store can keep it. No secret and no code. */
declare module 'express-session' {
  interface SessionData {
    /** Repeated by every form of this session. */
    formToken: string;
    /** Shown once, on the next page. */
    notice: NoticeKey;
    signedIn: SignedInSession;
    settingUp: SetUpUnderWay;
    /** The code that was sent for the sign-in under way. */
    sent: SentNote;
    /** Whose password was right, while the second step is missing. */
    signingIn: SigningIn;
    /** A change that waits for fresh proof, and the page that asks for the change. */
    confirming: Confirming;
    /** A form that waits for it, as it was filled in: sent on once the proof is there. */
    waiting: WaitingForm;
  }
}

export interface SigningIn {
  readonly userId: string;
  /** The challenge that it is about, as a hash: another one may be another user's. */
  readonly challenge: string;
  /** This browser asked to be let back in: that it did is remembered, for who is stopped should read so. */
  readonly asked?: RecoveryPath;
  /** The recovery code was right: what is set up now replaces the methods that are lost. */
  readonly recovered?: true;
}

export interface Confirming {
  /** Says which one this is in the addresses of its page and forms: a later one, of another tab say, is not meant by them. */
  readonly about: string;
  readonly intent: Intent;
  readonly returnTo: string;
  /** Where who gives up goes. Defaults to the settings. */
  readonly back?: string;
  /** What waits is a form: it is sent on as soon as the proof is there. */
  readonly repeats?: true;
  readonly token?: string;
  readonly sent?: SentNote;
}

export interface WaitingForm {
  /** The page it came from, within the portal. */
  readonly page: string;
  /** What was filled in, by name; without the form token. */
  readonly fields: Readonly<Record<string, string>>;
  /** When it was sent: an old one is not sent on. */
  readonly at: number;
}

/** What became of a code that was sent: never the code itself. */
export type SentNote = CodeSent;

export interface SignedInSession {
  readonly userId: string;
  readonly signInId: string;
  readonly assurance: Assurance;
}

/** The method that is being set up. Its secret is not here: Factorkit shows it again until it was proven. */
export interface SetUpUnderWay {
  readonly factorId: string;
  readonly adds: 'first' | 'another' | 'replacement';
  readonly sent?: SentNote;
}

/**
 * A new session id whenever more is known about the person than before: an id that somebody planted or saw earlier
 * is worth nothing afterwards (session fixation). The old content goes with the old id.
 */
export function renewSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });
}

export function signingInAs(userId: string, token: string): SigningIn {
  return { userId, challenge: hashOf(token) };
}

/**
 * Whose sign-in this challenge is. The cookie of the challenge and the session are two, and another tab may have changed
 * one of them: then it is nobody's.
 */
export function signingInWith(request: Request, token: string): SigningIn | undefined {
  const { signingIn } = request.session;
  return signingIn?.challenge === hashOf(token) ? signingIn : undefined;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
