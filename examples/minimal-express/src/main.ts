import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { type Assurance, createMfa, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { mfaRouter, type Raised, type RaiseOptions } from '@factorkit/express';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { parseCookie } from 'cookie';
import express, { type Request, type Response } from 'express';

type Session = Assurance;
type Visit = { readonly req: Request; readonly res: Response };

const hashed: (password: string, salt: Uint8Array, bytes: number) => Promise<Buffer> = promisify(scrypt);
const [salt, nobody] = [randomBytes(16), randomBytes(32)]; // an unknown name takes as long as a wrong password
const database = new DatabaseSync(process.env.DATABASE ?? 'portal.sqlite');
database.exec(
  'CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, name TEXT UNIQUE, salt BLOB, hash BLOB)',
);
const addUser = database.prepare('INSERT OR IGNORE INTO users VALUES (?, ?, ?, ?)');
addUser.run('u-1', 'anna', salt, await hashed('correct-horse', salt, 32));
addUser.run('u-2', 'bo', salt, await hashed('blue-hammer', salt, 32));

database.exec('CREATE TABLE IF NOT EXISTS enrolled (id TEXT PRIMARY KEY, yes INT)'); // a column of your users table
const setEnrolled = database.prepare('REPLACE INTO enrolled VALUES (?, ?)');
const enrolledOf = database.prepare('SELECT yes FROM enrolled WHERE id = ?');
const sessions = new Map<string, Session>();
const lives = ({ authenticatedAt }: Session) => Date.now() < authenticatedAt + 8 * 3_600_000;
const sessionIdOf = (req: Request) => parseCookie(req.headers.cookie ?? '').sid ?? '';
const nameOf = database.prepare('SELECT name FROM users WHERE id = ?');
const userOf = (userId: string) => ({ accountName: String(nameOf.get(userId)?.name) });
const secure = process.env.NODE_ENV !== 'development'; // over https
const portal = {
  async currentUser({ req }: Visit) {
    const sessionId = sessionIdOf(req);
    const session = sessions.get(sessionId);
    if (session === undefined || !lives(session)) return undefined;
    return { sessionId, userId: session.userId, user: userOf(session.userId), assurance: session };
  },
  async start({ req, res }: Visit, session: Session, { replaces }: RaiseOptions = {}): Promise<Raised> {
    const alive = sessions.delete(sessionIdOf(req));
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const sessionId = randomUUID();
    sessions.set(sessionId, session);
    res.cookie('sid', sessionId, { httpOnly: true, sameSite: 'lax', secure });
    return { kind: 'raised' };
  },
  async signOut({ req }: Visit) {
    sessions.delete(sessionIdOf(req));
  },
  async enrolmentChanged({ userId, enrolled }: { readonly userId: string; readonly enrolled: boolean }) {
    setEnrolled.run(userId, Number(enrolled));
  },
  expectEnrolled: async (userId: string) => enrolledOf.get(userId)?.yes === 1, // a lost row lets nobody in
  async revokeSessions(userId: string, { except }: { readonly except?: string }) {
    for (const [id, session] of sessions) if (session.userId === userId && id !== except) sessions.delete(id);
  },
};

migrate(database);
const storage = createSqliteStorage({ database });
const keys = [{ id: '1', key: process.env.MFA_KEY ?? '' }]; // openssl rand -base64 32
const policy = { ...presetS1, recovery: [] }; // No support desk, so nobody to recover by.
const mfa = createMfa({ issuer: 'Portal', keys, storage, methods: [totp()], policy, portal });
await mfa.ready();
const app = express();
app.use(express.json());
const routes = mfaRouter({ mfa, host: { ...portal, raise: portal.start } });
app.use('/mfa', routes);
app.post('/login', async (req, res) => {
  const { name, password } = Object(req.body); // JSON only: a page of another site cannot send it
  const row = database.prepare('SELECT * FROM users WHERE name = ?').get(String(name)) ?? {
    salt,
    hash: nobody,
  };
  const { id: userId, salt: own, hash } = row as { id?: string; salt: Uint8Array; hash: Uint8Array };
  const fits = timingSafeEqual(hash, await hashed(String(password), own, 32));
  if (!fits || userId === undefined) return void res.status(401).json({ kind: 'wrong-password' });
  const firstFactor = { method: 'password' } as const;
  res.json(await routes.beginSignIn({ req, res }, { userId, user: userOf(userId), firstFactor }));
});
app.get('/me', async (req, res) => void res.json((await portal.currentUser({ req, res })) ?? {}));
app.post('/logout', async (req, res) => void res.json((await portal.signOut({ req, res })) ?? {}));
const server = app.listen(Number(process.env.PORT ?? 3000), () => console.log(server.address()));
