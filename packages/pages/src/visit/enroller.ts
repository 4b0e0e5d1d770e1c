import type { Caller, SignedIn } from '@factorkit/core';
import { type Answer, type SignedInVisit, signedIn, type Visit } from './visit.ts';

/** A user who may set up a method: signed in, or only allowed to enrol. */
export type Enroller = SignedInEnroller | NewcomerEnroller;

interface SignedInEnroller extends SignedInVisit {
  readonly kind: 'signed-in';
  /** The path of the set-up, below the mount point. */
  readonly base: string;
  /** For the calls of a set-up. */
  readonly enrolling: SignedIn;
}

/** The password was right, and the policy requires a method before the portal opens. */
interface NewcomerEnroller extends Visit {
  readonly kind: 'newcomer';
  readonly base: string;
  /** For the calls of a set-up. */
  readonly enrolling: Extract<Caller, { readonly token: string }>;
}

export const NEWCOMER_BASE = '/sign-in/enrol';

/** A page of the set-up for signed-in users. */
export function signedInEnroller(answer: (enroller: Enroller) => Promise<Response>): Answer {
  return signedIn((visit) => answer(enrollerFrom(visit)));
}

export function enrollerFrom(visit: SignedInVisit): Enroller {
  return { ...visit, kind: 'signed-in', base: visit.site.settings, enrolling: visit.caller };
}

/** The same page for users who may do nothing else yet. */
export function newcomer(answer: (enroller: Enroller) => Promise<Response>): Answer {
  return async (visit) => {
    const token = visit.challengeToken;
    if (token === undefined) return visit.goToSignIn('tooSlow');
    const enrolling = { token, ...visit.source };
    return answer({ ...visit, kind: 'newcomer', base: NEWCOMER_BASE, enrolling });
  };
}
