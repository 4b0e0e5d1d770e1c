import { randomUUID } from 'node:crypto';
import type { Assurance, SignedIn } from '@factorkit/core';
import type { MfaHost, Raised, RaiseOptions } from '@factorkit/http';
import { Inject, Injectable, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestRequest } from '../src/context.ts';
import type { NestContext } from '../src/index.ts';

/** The portal's sessions. */
@Injectable()
export class Sessions {
  readonly alive: Map<string, Assurance> = new Map();
  broken: boolean = false;

  end(userId: string, except?: string): void {
    for (const [id, { userId: owner }] of this.alive) {
      if (owner === userId && id !== except) this.alive.delete(id);
    }
  }
}

@Module({ providers: [Sessions], exports: [Sessions] })
export class SessionsModule {}

/** A host that Nest makes, with the services that it asks for. It runs on both platforms. */
@Injectable()
export class PortalHost implements MfaHost<NestContext> {
  readonly #sessions: Sessions;
  readonly #adapterHost: HttpAdapterHost;

  constructor(@Inject(Sessions) sessions: Sessions, @Inject(HttpAdapterHost) adapterHost: HttpAdapterHost) {
    this.#sessions = sessions;
    this.#adapterHost = adapterHost;
  }

  async currentUser({ req }: NestContext): Promise<SignedIn | undefined> {
    if (this.#sessions.broken) throw new Error('the session store is down');
    const sessionId = sessionIdOf(req);
    const assurance = this.#sessions.alive.get(sessionId);
    return (
      assurance && {
        userId: assurance.userId,
        user: { accountName: assurance.userId },
        assurance,
        sessionId,
      }
    );
  }

  async raise({ req, res }: NestContext, assurance: Assurance, { replaces }: RaiseOptions): Promise<Raised> {
    const alive = this.#sessions.alive.delete(sessionIdOf(req));
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const id = randomUUID();
    this.#sessions.alive.set(id, assurance);
    this.#cookie(res, `sid=${id}; Path=/; HttpOnly`);
    return { kind: 'raised' };
  }

  async signOut({ req, res }: NestContext): Promise<void> {
    this.#sessions.alive.delete(sessionIdOf(req));
    this.#cookie(res, 'sid=; Path=/; HttpOnly; Max-Age=0');
  }

  #cookie(res: object, line: string): void {
    this.#adapterHost.httpAdapter.appendHeader(res, 'set-cookie', line);
  }
}

function sessionIdOf({ headers }: NestRequest): string {
  return /(?:^|; )sid=([^;]*)/.exec(headers.cookie ?? '')?.[1] ?? '';
}
