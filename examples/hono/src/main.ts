import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { type Assurance, createMfa, totp } from '@factorkit/core';
import { presetS1 as policy } from '@factorkit/core/policy';
import { createMfaHandler, type MfaHost, signInCookies } from '@factorkit/http';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const hashed = (password: string, salt: string) => scryptSync(password, salt, 32);
const people = new Map([['anna', hashed('correct-horse', 'anna')]]);
const identityOf = (userId: string) => ({ userId, user: { accountName: userId } });
const sessions = new Map<string, Assurance>();
const sessionIdOf = (c: Context) => getCookie(c, 'sid') ?? '';

const host: MfaHost<Context> = {
  async currentUser(c) {
    const sessionId = sessionIdOf(c);
    const assurance = sessions.get(sessionId);
    return assurance && { ...identityOf(assurance.userId), sessionId, assurance };
  },
  async raise(c, assurance, { replaces }) {
    const alive = sessions.delete(sessionIdOf(c)); // an earlier session of this browser ends
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const sessionId = randomUUID();
    sessions.set(sessionId, assurance);
    setCookie(c, 'sid', sessionId, { httpOnly: true, sameSite: 'Lax' });
    return { kind: 'raised' };
  },
  signOut: async (c) => void sessions.delete(sessionIdOf(c)),
};
const portal = {
  async revokeSessions(userId: string, { except }: { readonly except?: string }) {
    for (const [id, session] of sessions) if (session.userId === userId && id !== except) sessions.delete(id);
  },
};
const database = new DatabaseSync(process.env.DATABASE ?? 'portal.sqlite');
migrate(database);
const storage = createSqliteStorage({ database });
const keys = [{ id: '1', key: process.env.MFA_KEY ?? '' }]; // openssl rand -base64 32
const mfa = createMfa({ issuer: 'Portal', keys, storage, methods: [totp()], policy, portal });

const app = new Hono();
const handle = createMfaHandler({ mfa, host });
app.all('/mfa/*', async (c) => {
  const response = await handle(c.req.raw, c);
  return c.newResponse(response.body, response); // with the cookies that the host has set on c
});
app.post('/login', async (c) => {
  const { userId, password } = await c.req.json();
  const hash = people.get(userId) ?? randomBytes(32);
  if (!timingSafeEqual(hash, hashed(String(password), String(userId)))) return c.json({}, 401);
  const next = await mfa.beginSignIn({ ...identityOf(userId), firstFactor: { method: 'password' } });
  for (const line of signInCookies(next)) c.header('set-cookie', line, { append: true });
  if (next.kind === 'complete') await host.raise(c, next.assurance, {});
  return c.json({ kind: next.kind });
});
app.get('/me', async (c) => c.json((await host.currentUser(c)) ?? {}));
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, (address) => console.log(address));
