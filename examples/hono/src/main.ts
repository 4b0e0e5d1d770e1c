import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { type Assurance, createMfa, type Portal, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { createMfaHandler, type MfaHost, signInCookies } from '@factorkit/http';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const hashed: (password: string, salt: Uint8Array, bytes: number) => Promise<Buffer> = promisify(scrypt);
const rowOf = async (userId: string, name: string, password: string, salt = randomBytes(16)) =>
  [userId, { userId, name, salt, hash: await hashed(password, salt, 32) }] as const;
const people = new Map([
  await rowOf('u-1', 'anna', 'correct-horse'),
  await rowOf('u-2', 'bo', 'blue-hammer'),
]);
const nobody = { salt: randomBytes(16), hash: randomBytes(32) }; // an unknown name takes as long as a wrong password
const identityOf = (userId: string) => ({ userId, user: { accountName: people.get(userId)?.name ?? '' } });
const sessions = new Map<string, Assurance>();
const lives = ({ authenticatedAt }: Assurance) => Date.now() < authenticatedAt + 8 * 3_600_000;
const secure = process.env.NODE_ENV !== 'development'; // over https
const sessionIdOf = (c: Context) => getCookie(c, 'sid') ?? '';

const host: MfaHost<Context> = {
  async currentUser(c) {
    const sessionId = sessionIdOf(c);
    const assurance = sessions.get(sessionId);
    if (assurance === undefined || !lives(assurance)) return undefined;
    return { ...identityOf(assurance.userId), sessionId, assurance };
  },
  async raise(c, assurance, { replaces }) {
    const alive = sessions.delete(sessionIdOf(c)); // an earlier session of this browser ends
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const sessionId = randomUUID();
    sessions.set(sessionId, assurance);
    setCookie(c, 'sid', sessionId, { httpOnly: true, sameSite: 'Lax', secure });
    return { kind: 'raised' };
  },
  signOut: async (c) => void sessions.delete(sessionIdOf(c)),
};
const database = new DatabaseSync(process.env.DATABASE ?? 'portal.sqlite');
database.exec('CREATE TABLE IF NOT EXISTS enrolled (id TEXT PRIMARY KEY, yes INT)'); // a column of your users table
const setEnrolled = database.prepare('REPLACE INTO enrolled VALUES (?, ?)');
const enrolledOf = database.prepare('SELECT yes FROM enrolled WHERE id = ?');
const portal: Portal = {
  enrolmentChanged: async ({ userId, enrolled }) => void setEnrolled.run(userId, Number(enrolled)),
  expectEnrolled: async (userId) => enrolledOf.get(userId)?.yes === 1, // a lost row lets nobody in
  async revokeSessions(userId, { except }) {
    for (const [id, session] of sessions) if (session.userId === userId && id !== except) sessions.delete(id);
  },
};
migrate(database);
const storage = createSqliteStorage({ database });
const keys = [{ id: '1', key: process.env.MFA_KEY ?? '' }]; // openssl rand -base64 32
const policy = { ...presetS1, recovery: [] }; // No support desk, so nobody to recover by.
const mfa = createMfa({ issuer: 'Portal', keys, storage, methods: [totp()], policy, portal });
await mfa.ready();

const app = new Hono();
const handle = createMfaHandler({ mfa, host });
app.all('/mfa/*', async (c) => {
  const response = await handle(c.req.raw, c);
  return c.newResponse(response.body, response); // with the cookies that the host has set on c
});
app.post('/login', async (c) => {
  // A page of another site can send forms and plain text, but no JSON.
  if (c.req.header('content-type') !== 'application/json') return c.json({}, 415);
  const { name, password } = Object(await c.req.json().catch(() => undefined));
  const person = [...people.values()].find((one) => one.name === name);
  const { salt, hash } = person ?? nobody;
  const fits = timingSafeEqual(hash, await hashed(String(password), salt, 32));
  if (person === undefined || !fits) return c.json({}, 401);
  const next = await mfa.beginSignIn({ ...identityOf(person.userId), firstFactor: { method: 'password' } });
  for (const line of signInCookies(next)) c.header('set-cookie', line, { append: true });
  if (next.kind === 'complete') await host.raise(c, next.assurance, {});
  return c.json({ kind: next.kind });
});
app.get('/me', async (c) => c.json((await host.currentUser(c)) ?? {}));
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, (address) => console.log(address));
