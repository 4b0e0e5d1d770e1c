import type { Assurance, CodeSent, Intent } from '@factorkit/core';
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
    /** A change that waits for fresh proof, and the page that asks for the change. */
    confirming: Confirming;
  }
}

export interface Confirming {
  readonly intent: Intent;
  readonly returnTo: string;
  readonly token?: string;
  readonly sent?: SentNote;
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
