import type { CodeSent, Intent, RecoveryPath } from '@factorkit/core';
import type { NoticeKey } from '../texts/catalogue.ts';
import type { Failure } from '../views/failure.ts';

/**
 * What one page leaves for the next, in a sealed cookie. Plain data. Never a secret, a code or a password: tokens in it are
 * sealed by the engine besides. Two tabs share it: the last one to write wins, and the other starts again.
 */
export interface PageState {
  /** Shown once, on the next page: a sentence of the catalogue, or one of the portal's own. */
  notice?: NoticeKey | { readonly text: string };
  /** Whose the rest is. For another user it is dropped. */
  userId?: string;
  /** The sign-in in progress. */
  signingIn?: SigningIn;
  /** The code that was sent for it: never the code itself. */
  sent?: CodeSent;
  settingUp?: SetUpUnderWay;
  /** A change that waits for fresh proof, and the page that asks for the change. */
  confirming?: Confirming;
  /** The last form that must be carried out once. */
  lastForm?: string;
  /** A form that was not carried out, for its page to say why. */
  failed?: { readonly at: string; readonly failure: Failure };
  /** A form that waits for fresh proof. It is sent on once the proof is there. */
  waiting?: WaitingForm;
}

export interface SigningIn {
  /** The end of its token: another challenge may be another user's. */
  readonly challenge: string;
  /** Where the completed sign-in leads. Defaults to the portal's home page. */
  readonly returnTo?: string;
  /** This browser requested a recovery. Stored so that the page can tell the user if it was cancelled. */
  readonly asked?: RecoveryPath;
  /** The recovery code was right: the method that is set up now replaces the lost ones. */
  readonly recovered?: true;
}

export interface Confirming {
  /** Says which one this is in the addresses of its page and forms: a later one, of another tab say, is not meant by them. */
  readonly about: string;
  readonly intent: Intent;
  /** What it is for, in the portal’s words. */
  readonly purpose?: string;
  readonly returnTo: string;
  /** The page for a user who cancels. Defaults to the settings. */
  readonly back?: string;
  /** A form waits, and is sent on as soon as the proof is there. */
  readonly repeats?: true;
  readonly token?: string;
  readonly sent?: CodeSent;
}

export interface WaitingForm {
  /** The path of the form, from the root. */
  readonly path: string;
  /** The fields by name, without the form token. */
  readonly fields: Readonly<Record<string, string>>;
  /** When it was sent. An old form is not sent on. */
  readonly at: number;
}

/** The method that is being set up. Its secret is not here: Factorkit returns it again until it is proved. */
export interface SetUpUnderWay {
  readonly factorId: string;
  readonly adds: 'first' | 'another' | 'replacement';
  readonly sent?: CodeSent;
}

/** Tells a challenge from others: the end of a sealed token is its authentication tag. */
export function endOf(token: string): string {
  return token.slice(-22);
}

/** The sign-in in progress, if this token is its challenge: the cookies are separate, and another tab may have changed one. */
export function signingInWith({ signingIn }: PageState, token: string): SigningIn | undefined {
  return signingIn?.challenge === endOf(token) ? signingIn : undefined;
}
