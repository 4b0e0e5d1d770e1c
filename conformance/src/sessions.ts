import type { Assurance } from '@factorkit/core';
import type { Raised } from '@factorkit/http';
import type { Visit } from './visit.ts';

export interface PortalSession {
  readonly userId: string;
  readonly assurance: Assurance;
}

/** The portal's own sessions: a map, and the cookie `sid`. */
export interface Sessions {
  of(visit: Visit): { readonly id: string; readonly session: PortalSession } | undefined;
  /**
   * Starts a session with a new id. With `replaces`, only if that session has not ended, and its id becomes invalid.
   */
  start(visit: Visit, session: PortalSession, replaces?: string): Raised;
  end(visit: Visit): void;
  endOf(userId: string, except: string | undefined): void;
  /** The ids of valid sessions, oldest first. */
  ids(): readonly string[];
  /** From now on no session can be started. */
  break(): void;
}

export function createSessions(): Sessions {
  const sessions = new Map<string, PortalSession>();
  let broken = false;
  return {
    of(visit) {
      const id = sessionIdOf(visit);
      const session = sessions.get(id);
      return session && { id, session };
    },
    start(visit, session, replaces) {
      if (broken) throw new Error('the session store is down');
      const alive = sessions.delete(sessionIdOf(visit));
      if (replaces !== undefined && !alive) return { kind: 'session-ended' };
      const id = crypto.randomUUID();
      sessions.set(id, session);
      visit.setCookie(`sid=${id}; Path=/; HttpOnly`);
      return { kind: 'raised' };
    },
    end(visit) {
      sessions.delete(sessionIdOf(visit));
      visit.setCookie('sid=; Path=/; HttpOnly; Max-Age=0');
    },
    endOf(userId, except) {
      for (const [id, session] of sessions) {
        if (session.userId === userId && id !== except) sessions.delete(id);
      }
    },
    ids: () => [...sessions.keys()],
    break() {
      broken = true;
    },
  };
}

function sessionIdOf(visit: Visit): string {
  return /(?:^|; )sid=([^;]*)/.exec(visit.header('cookie') ?? '')?.[1] ?? '';
}
