import type { Assurance, DeviceNaming, Intent, Mfa, RequestSource, SignedIn, SignIn } from '@factorkit/core';
import type { PagesHost } from '../settings/options.ts';
import type { Site } from '../settings/site.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import type { Page, View } from '../views/view.ts';
import type { PageState } from './state.ts';

export type Draw = (view: View) => Page;

/** A sentence of the catalogue, or one of your own. */
export type Notice = NoticeKey | { readonly text: string };

/** A request for a page of your own: who asks, and how to answer in the same frame. */
export interface PageVisit {
  readonly request: Request;
  /** The engine, of this request's tenant. */
  readonly mfa: Mfa;
  /** The signed-in user, as {@link PagesHost} returns it. */
  readonly caller: SignedIn | undefined;
  /** The value of a field of the form. The empty text if there is none. */
  field(name: string): string;
  /** Shows a page in the frame. */
  show(draw: Draw, status?: number): Promise<Response>;
  /** Whether the form with this random id was carried out before, in this browser: the page was loaded again. Notes it. */
  wasSent(id: string): boolean;
  /** Redirects to the form for the first factor. */
  askToSignIn(): Promise<Response>;
  /** Redirects to a path from the root. The next page shows the notice. */
  redirect(path: string, notice?: Notice): Promise<Response>;
  /**
   * Keeps this form, asks for the proof that the intent requires, and sends the form on when it is there. `back` is the page
   * for a user who cancels. `purpose` completes “Confirm that it is you to …”.
   */
  askForProof(intent: Intent, back: string, purpose?: string): Promise<Response>;
}

/** The same for the pages of this package. */
export interface Visit extends Omit<PageVisit, 'askForProof' | 'askToSignIn'> {
  readonly site: Site;
  readonly host: Pick<PagesHost<never>, 'registeredAddress' | 'receiveIdentityForm'>;
  readonly state: PageState;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly challengeToken: string | undefined;
  readonly deviceToken: string | undefined;
  /** Spread it into the input of an engine call. */
  readonly source: { readonly source?: RequestSource };
  readonly fields: ReadonlyMap<string, string>;
  readonly clock: () => number;
  readonly locale: string;
  readonly timeZone: string;
  deviceName(name: string): DeviceNaming;
  /** Redirects to a path below the mount point. */
  goTo(path: string, notice?: Notice): Promise<Response>;
  /** Redirects to the portal's form for the first factor. */
  goToSignIn(notice?: NoticeKey): Promise<Response>;
  /** Sets the cookies for the state of a sign-in. */
  setCookies(outcome: SignIn): void;
  clearChallenge(): void;
  /** Stores an assurance in the session. `undefined` if it has ended. */
  raise(assurance: Assurance, endedOthers: boolean): Promise<SignedIn | undefined>;
  signIn(assurance: Assurance): Promise<void>;
  /** Ends this sign-in, and forgets what was under way in it. */
  signOut(): Promise<void>;
  /** Sends a form on that had to wait. */
  sendOn(path: string, fields: Readonly<Record<string, string>>): Promise<Response | undefined>;
}

export type Answer = (visit: Visit) => Promise<Response>;

export interface SignedInVisit extends Visit {
  readonly caller: SignedIn;
}

/** For signed-in users. Others are redirected to the sign-in. */
export function signedIn(answer: (visit: SignedInVisit) => Promise<Response>): Answer {
  return (visit) => {
    const { caller } = visit;
    return caller === undefined ? visit.goToSignIn('signInFirst') : answer({ ...visit, caller });
  };
}

/** The same visit after its session was raised. `undefined` if the session has ended since then. */
export async function raiseAssurance(
  visit: SignedInVisit,
  assurance: Assurance,
  endedOthers = false,
): Promise<SignedInVisit | undefined> {
  const caller = await visit.raise(assurance, endedOthers);
  return caller && { ...visit, caller };
}
