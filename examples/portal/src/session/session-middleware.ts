import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Brand } from '../brands/brand.ts';
import { isPlainHttp } from '../portal-options.ts';
import { SIGN_IN_MS } from './sign-ins.ts';

/** One session for each portal: signing in to one does not sign in to another. */
export function portalSession({ id }: Brand, origin: string): RequestHandler {
  return session({
    name: `${id}.session`,
    cookie: {
      path: `/${id}`,
      httpOnly: true,
      sameSite: 'lax',
      secure: !isPlainHttp(origin),
      maxAge: SIGN_IN_MS,
    },
    // Demo: a new secret and a store in memory at each start, so a restart signs all users out. A real portal has a
    // session store.
    secret: randomBytes(32).toString('base64url'),
    store: new session.MemoryStore(),
    resave: false,
    saveUninitialized: false,
  });
}
