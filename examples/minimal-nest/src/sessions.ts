import { randomUUID } from 'node:crypto';
import type { Assurance, SignedIn } from '@factorkit/core';
import type { NestContext, NestHost, Raised, RaiseOptions } from '@factorkit/nest';
import { Injectable, Module } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';

type Visit = NestContext<Request, Response>;

const SESSION_MS = 8 * 3_600_000;

/** The portal's sessions, and the hooks that Factorkit calls. */
@Injectable()
export class Sessions implements NestHost<Request, Response> {
  readonly #alive = new Map<string, Assurance>();

  async currentUser({ req }: Visit): Promise<SignedIn | undefined> {
    const sessionId = sessionIdOf(req);
    const assurance = this.#alive.get(sessionId);
    if (assurance === undefined || Date.now() > assurance.authenticatedAt + SESSION_MS) return undefined;
    const { userId } = assurance;
    return { userId, user: { accountName: userId }, assurance, sessionId };
  }

  /** Renews the id. Does not restart a session that has ended. */
  async raise({ req, res }: Visit, assurance: Assurance, { replaces }: RaiseOptions): Promise<Raised> {
    const alive = this.#alive.delete(sessionIdOf(req));
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const sessionId = randomUUID();
    this.#alive.set(sessionId, assurance);
    res.cookie('sid', sessionId, {
      httpOnly: true,
      sameSite: 'lax',
      secure: process.env.NODE_ENV !== 'development',
    });
    return { kind: 'raised' };
  }

  async signOut({ req }: Visit): Promise<void> {
    this.#alive.delete(sessionIdOf(req));
  }

  async revokeSessions(userId: string, { except }: { readonly except?: string }): Promise<void> {
    for (const [id, assurance] of this.#alive) {
      if (assurance.userId === userId && id !== except) this.#alive.delete(id);
    }
  }
}

@Module({ providers: [Sessions], exports: [Sessions] })
export class SessionsModule {}

function sessionIdOf({ headers }: Request): string {
  return parseCookie(headers.cookie ?? '').sid ?? '';
}
