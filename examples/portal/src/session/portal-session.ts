import type { Assurance, SignedIn } from '@factorkit/core';
import type { PagesHost } from '@factorkit/pages';
import type { Request, Response } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import type { Person } from '../people/directory.ts';
import { cookieOptions } from './browser-cookie.ts';

/** The content of a portal's session. Plain data, so that any session store can keep it. No secret and no code. */
declare module 'express-session' {
  interface SessionData {
    signedIn: {
      readonly userId: string;
      readonly signInId: string;
      readonly assurance: Assurance;
    };
  }
}

/** A request of Express, on which Nest runs here too. */
export interface Context {
  readonly req: Request;
  readonly res: Response;
}

/** The lifetime of the cookie of a known browser, in which a user signed in before. */
const KNOWN_BROWSER_MS = 180 * 24 * 3_600_000;

/** The user of this session, if the sign-in is still valid. */
export function personOf({ directory, signIns }: CustomerPortal, { session }: Request): Person | undefined {
  const { signedIn } = session;
  if (signedIn === undefined || !signIns.isAlive(signedIn.userId, signedIn.signInId)) return undefined;
  return directory.find(signedIn.userId);
}

/** The hooks of the pages and of the JSON routes: the portal's sessions. */
export function portalHost(
  portal: CustomerPortal,
  repeat?: PagesHost<Context>['repeat'],
): PagesHost<Context> & { currentUser(context: Context): Promise<SignedIn | undefined> } {
  const { directory, signIns, messenger, brand, clock, onError } = portal;
  return {
    async currentUser({ req }) {
      const person = personOf(portal, req);
      const { signedIn } = req.session;
      if (person === undefined || signedIn === undefined) return undefined;
      const { userId, userName, enrolled } = person;
      const { assurance, signInId: sessionId } = signedIn;
      return { userId, expectEnrolled: enrolled, user: { accountName: userName }, assurance, sessionId };
    },

    async raise({ req, res }, assurance, { replaces }) {
      const { userId } = assurance;
      if (replaces === undefined) {
        endSignIn(portal, req);
        // After a sign-in, guesses by others do not slow this browser down.
        const options = { ...cookieOptions(portal), maxAge: KNOWN_BROWSER_MS };
        res.cookie(`${brand.id}.browser`, directory.knowBrowser(userId), options);
      }
      const signInId = replaces === undefined ? signIns.begin(userId) : signIns.renew(userId, replaces);
      if (signInId === undefined) return { kind: 'session-ended' };
      await renewSession(req);
      req.session.signedIn = { userId, signInId, assurance };
      return { kind: 'raised' };
    },

    async signOut({ req }) {
      endSignIn(portal, req);
      await renewSession(req);
    },

    source({ req }) {
      const { ip } = req;
      const userAgent = req.get('user-agent');
      return { ...(ip !== undefined && { ip }), ...(userAgent !== undefined && { userAgent }) };
    },

    registeredAddress: async (userId) => directory.find(userId)?.email,

    async receiveIdentityForm(userId, { fullName, reach, lost }) {
      const { userName = '' } = directory.find(userId) ?? {};
      const { subject } = brand.own.identityForm;
      const lines = { 'Full name': fullName, 'How we can reach you now': reach, 'What you have lost': lost };
      await messenger({
        id: `identity-form:${userId}:${clock()}`,
        to: { channel: 'email', address: brand.supportAddress },
        subject: subject(userName),
        // A line break in a field must not fake another line.
        text: Object.entries(lines)
          .map(([name, text]) => `${name}: ${text.replace(/\s+/g, ' ')}`)
          .join('\n'),
      });
    },

    onError: (_context, error) => onError(error),
    ...(repeat && { repeat }),
  };
}

function endSignIn({ signIns }: CustomerPortal, { session }: Request): void {
  const { signedIn } = session;
  if (signedIn !== undefined) signIns.end(signedIn.userId, signedIn.signInId);
}

/** Renews the session id: one that an attacker planted or saw earlier is then invalid (session fixation). */
function renewSession({ session }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });
}
