import { MfaError } from '@factorkit/core';
import type { SessionRecord } from '@factorkit/http';
import type { Request } from 'express';

type Done = (error?: unknown) => void;

/** The members of a session of express-session that are used. */
export interface StoredSession {
  factorkit?: SessionRecord;
  factorkitKept?: unknown;
  readonly cookie: unknown;
  save(done: Done): unknown;
  destroy(done: Done): unknown;
}

interface SessionStore {
  get(id: string, done: (error: unknown, session?: unknown) => void): unknown;
  /** Ends the session of the request in the store, and gives the request a new one. */
  regenerate(req: Request, done: Done): unknown;
}

/** The session of the request. Not present after it was destroyed. */
export function sessionOf(req: Request): StoredSession | undefined {
  storeOf(req);
  return (req as { readonly session?: StoredSession }).session;
}

/** The session of the request as the store has it now. */
export function readStored(req: Request): Promise<{ readonly factorkit?: SessionRecord } | undefined> {
  const { sessionID = '' } = req as { readonly sessionID?: string };
  return new Promise((resolve, reject) => {
    storeOf(req).get(sessionID, (error, found) => (error ? reject(error) : resolve(found ?? undefined)));
  });
}

/** Starts an empty session with a new id. */
export async function regenerate(req: Request): Promise<StoredSession> {
  await called((done) => storeOf(req).regenerate(req, done));
  const session = sessionOf(req);
  if (session === undefined) throw new MfaError('portal-failed', 'the session store started no session');
  return session;
}

export function called(call: (done: Done) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });
}

function storeOf(req: Request): SessionStore {
  const { sessionStore } = req as { readonly sessionStore?: SessionStore };
  if (sessionStore === undefined) {
    throw new MfaError('configuration-invalid', 'mount express-session before the routes of Factorkit');
  }
  return sessionStore;
}
