import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { type Assurance, createMfa, type Portal, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { createMfaHandler, type MfaHost, signInCookies } from '@factorkit/http';
import { type NodeContext, nodeListener } from '@factorkit/http/node';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { parseCookie } from 'cookie';

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
const sessionIdOf = ({ headers }: IncomingMessage) => parseCookie(headers.cookie ?? '').sid ?? '';

const host: MfaHost<NodeContext> = {
  async currentUser({ req }) {
    const sessionId = sessionIdOf(req);
    const assurance = sessions.get(sessionId);
    if (assurance === undefined || !lives(assurance)) return undefined;
    return { ...identityOf(assurance.userId), sessionId, assurance };
  },
  async raise({ req, res }, assurance, { replaces }) {
    const alive = sessions.delete(sessionIdOf(req)); // an earlier session of this browser ends
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const sessionId = randomUUID();
    sessions.set(sessionId, assurance);
    res.appendHeader(
      'set-cookie',
      `sid=${sessionId}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    );
    return { kind: 'raised' };
  },
  signOut: async ({ req }) => void sessions.delete(sessionIdOf(req)),
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
const mfaRoutes = nodeListener(createMfaHandler({ mfa, host }));

async function answer(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
  if (req.url?.startsWith('/mfa/')) return mfaRoutes(req, res);
  if (req.url === '/me') return res.end(JSON.stringify((await host.currentUser({ req, res })) ?? {}));
  if (req.method !== 'POST' || req.url !== '/login') return res.writeHead(404).end('{}');
  // A page of another site can send forms and plain text, but no JSON.
  if (req.headers['content-type'] !== 'application/json') return res.writeHead(415).end('{}');
  const { name, password } = Object(await json(req).catch(() => undefined));
  const person = [...people.values()].find((one) => one.name === name);
  const { salt, hash } = person ?? nobody;
  const fits = timingSafeEqual(hash, await hashed(String(password), salt, 32));
  if (person === undefined || !fits) return res.writeHead(401).end('{}');
  const next = await mfa.beginSignIn({ ...identityOf(person.userId), firstFactor: { method: 'password' } });
  for (const line of signInCookies(next)) res.appendHeader('set-cookie', line);
  if (next.kind === 'complete') await host.raise({ req, res }, next.assurance, {});
  return res.end(JSON.stringify({ kind: next.kind }));
}
const server = createServer((req, res) => void answer(req, res).catch(() => res.writeHead(500).end('{}')));
server.listen(Number(process.env.PORT ?? 3000), () => console.log(server.address()));
