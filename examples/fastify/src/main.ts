import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { type Assurance, createMfa, type Portal, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { createMfaHandler, type MfaHost, signInCookies } from '@factorkit/http';
import { webRequestOf } from '@factorkit/http/node';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { parseCookie } from 'cookie';
import { fastify, type FastifyReply as Reply, type FastifyRequest as Request } from 'fastify';

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
const sessionIdOf = ({ headers }: Request) => parseCookie(headers.cookie ?? '').sid ?? '';
const host: MfaHost<{ readonly request: Request; readonly reply: Reply }> = {
  async currentUser({ request }) {
    const sessionId = sessionIdOf(request);
    const assurance = sessions.get(sessionId);
    if (assurance === undefined || !lives(assurance)) return undefined;
    return { ...identityOf(assurance.userId), sessionId, assurance };
  },
  async raise({ request, reply }, assurance, { replaces }) {
    const alive = sessions.delete(sessionIdOf(request)); // an earlier session of this browser ends
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const sessionId = randomUUID();
    sessions.set(sessionId, assurance);
    reply.header('set-cookie', `sid=${sessionId}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`);
    return { kind: 'raised' };
  },
  signOut: async ({ request }) => void sessions.delete(sessionIdOf(request)),
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
const handle = createMfaHandler({ mfa, host });
const app = fastify();
app.register(async (scope) => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _body, done) => done(null)); // the handler reads it
  scope.all('/mfa/*', async (request, reply) => {
    const seen = webRequestOf(request.raw, { protocol: request.protocol, host: request.host });
    return seen ? reply.send(await handle(seen, { request, reply })) : reply.code(400).send();
  });
});
app.post('/login', async (request, reply) => {
  // A page of another site can send forms and plain text, but no JSON.
  if (request.headers['content-type'] !== 'application/json') return reply.code(415).send({});
  const { name, password } = Object(request.body);
  const person = [...people.values()].find((one) => one.name === name);
  const { salt, hash } = person ?? nobody;
  const fits = timingSafeEqual(hash, await hashed(String(password), salt, 32));
  if (person === undefined || !fits) return reply.code(401).send({});
  const next = await mfa.beginSignIn({ ...identityOf(person.userId), firstFactor: { method: 'password' } });
  for (const line of signInCookies(next)) reply.header('set-cookie', line);
  if (next.kind === 'complete') await host.raise({ request, reply }, next.assurance, {});
  return { kind: next.kind };
});
app.get('/me', async (request, reply) => (await host.currentUser({ request, reply })) ?? {});
app.listen({ port: Number(process.env.PORT ?? 3000) }, () => console.log(app.server.address()));
