import { createHash } from 'node:crypto';
import type { Assurance, CodeSent, Intent, RecoveryPath } from '@factorkit/core';
import type { Request } from 'express';
import type { NoticeKey } from '../texts/catalogue.ts';

/** The content of a portal's session. Plain data, so that any session store can keep it. No secret and no code. */
declare module 'express-session' {
  interface SessionData {
    /** Shown once, on the next page: see `keepNotice`. */
    notice: NoticeKey;
    signedIn: SignedInSession;
    settingUp: SetUpUnderWay;
    /** The code that was sent for the sign-in in progress. */
    sent: SentNote;
    /** The user whose password was right, while the second step is missing. */
    signingIn: SigningIn;
    /** A change that waits for fresh proof, and the page that asks for the change. */
    confirming: Confirming;
    /** A form that waits for fresh proof, with its fields. It is sent on once the proof is there. */
    waiting: WaitingForm;
  }
}

export interface SigningIn {
  readonly userId: string;
  /** The hash of its challenge: another challenge may be another user's. */
  readonly challenge: string;
  /** This browser requested a recovery. Stored so that the page can tell the user if it was cancelled. */
  readonly asked?: RecoveryPath;
  /** The recovery code was right: the method that is set up now replaces the lost ones. */
  readonly recovered?: true;
}

export interface Confirming {
  /** Says which one this is in the addresses of its page and forms: a later one, of another tab say, is not meant by them. */
  readonly about: string;
  readonly intent: Intent;
  readonly returnTo: string;
  /** The page for a user who cancels. Defaults to the settings. */
  readonly back?: string;
  /** A form waits, and is sent on as soon as the proof is there. */
  readonly repeats?: true;
  readonly token?: string;
  readonly sent?: SentNote;
}

export interface WaitingForm {
  /** The page of the form, within the portal. */
  readonly page: string;
  /** The fields by name, without the form token. */
  readonly fields: Readonly<Record<string, string>>;
  /** When it was sent. An old form is not sent on. */
  readonly at: number;
}

/** The result of a code that was sent: never the code itself. */
export type SentNote = CodeSent;

export interface SignedInSession {
  readonly userId: string;
  readonly signInId: string;
  readonly assurance: Assurance;
}

/** The method that is being set up. Its secret is not here: Factorkit returns it again until it is proved. */
export interface SetUpUnderWay {
  readonly factorId: string;
  readonly adds: 'first' | 'another' | 'replacement';
  readonly sent?: SentNote;
}

/**
 * Renews the session id whenever the user has proved more than before: an id that an attacker planted or saw earlier is
 * then invalid (session fixation). The old content is dropped with the old id.
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
 * The user whose sign-in this challenge belongs to. The cookie of the challenge and the session are separate, and
 * another tab may have changed one of them. Then it returns `undefined`.
 */
export function signingInWith(request: Request, token: string): SigningIn | undefined {
  const { signingIn } = request.session;
  return signingIn?.challenge === hashOf(token) ? signingIn : undefined;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
