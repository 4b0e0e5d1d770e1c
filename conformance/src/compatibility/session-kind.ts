import type { Assurance, Clock, Mfa, Portal } from '@factorkit/core';
import type { SessionHost } from '@factorkit/http';
import type { Middleware } from '../portal.ts';
import { createSessions } from '../sessions.ts';
import type { Visit } from '../visit.ts';
import type { ServerUrls } from './databases.ts';

/** What a session library is built on. */
export interface SessionParts {
  /** The engine, which is created after the sessions. */
  mfa(): Pick<Mfa, 'securityStamp'>;
  readonly clock: Clock;
  readonly urls: ServerUrls;
  isPassword(name: string, password: string): boolean;
}

/** Sessions of one kind, and what a portal does with them. */
export interface OpenSessions {
  readonly host: SessionHost<Visit>;
  readonly revokeSessions: NonNullable<Portal['revokeSessions']>;
  readonly middleware?: readonly Middleware[];
  /** Checks the password in the library's own way. */
  checkPassword?(visit: Visit, body: unknown): Promise<boolean>;
  close?(): unknown;
}

export interface SessionKind {
  /** It runs on frameworks that take middleware for Express. */
  readonly middleware?: true;
  /** The client keeps tokens, and no cookies. */
  readonly tokens?: true;
  open(parts: SessionParts): Promise<OpenSessions>;
}

/** A map, and the cookie `sid`. */
export const ownSessions: SessionKind = {
  async open() {
    const sessions = createSessions();
    return {
      host: {
        async currentUser(visit) {
          const found = sessions.of(visit);
          return (
            found && { ...found.session, user: { accountName: found.session.userId }, sessionId: found.id }
          );
        },
        async raise(visit, assurance: Assurance, { replaces }) {
          return sessions.start(visit, { userId: assurance.userId, assurance }, replaces);
        },
        signOut: async (visit) => sessions.end(visit),
      },
      revokeSessions: async (userId, { except }) => sessions.endOf(userId, except),
    };
  },
};
