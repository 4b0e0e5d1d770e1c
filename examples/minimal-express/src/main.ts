import { randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { type Assurance, createMfa, totp } from '@factorkit/core';
import { presetS1 as policy } from '@factorkit/core/policy';
import { mfaRouter, type Raised, type RaiseOptions, setSignInCookies } from '@factorkit/express';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import express, { type Request, type Response } from 'express';

type Session = Assurance;
type Visit = { readonly req: Request; readonly res: Response };

const hashed = (password: string, salt: string) => scryptSync(password, salt, 32);
const database = new DatabaseSync(process.env.DATABASE ?? 'portal.sqlite');
database.exec('CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, hash BLOB NOT NULL)');
database.prepare('INSERT OR IGNORE INTO users VALUES (?, ?)').run('anna', hashed('correct-horse', 'anna'));

const sessions = new Map<string, Session>();
const sessionIdOf = (req: Request) => /\bsid=([^;]*)/.exec(req.headers.cookie ?? '')?.[1] ?? '';
const userOf = (userId: string) => ({ accountName: userId });
const portal = {
  async currentUser({ req }: Visit) {
    const sessionId = sessionIdOf(req);
    const session = sessions.get(sessionId);
    return session && { sessionId, userId: session.userId, user: userOf(session.userId), assurance: session };
  },
  async start({ req, res }: Visit, session: Session, { replaces }: RaiseOptions = {}): Promise<Raised> {
    const alive = sessions.delete(sessionIdOf(req));
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const sessionId = randomUUID();
    sessions.set(sessionId, session);
    res.cookie('sid', sessionId, { httpOnly: true, sameSite: 'lax' });
    return { kind: 'raised' };
  },
  async signOut({ req }: Visit) {
    sessions.delete(sessionIdOf(req));
  },
  async revokeSessions(userId: string, { except }: { readonly except?: string }) {
    for (const [id, session] of sessions) if (session.userId === userId && id !== except) sessions.delete(id);
  },
};

migrate(database);
const storage = createSqliteStorage({ database });
const keys = [{ id: '1', key: process.env.MFA_KEY ?? '' }]; // openssl rand -base64 32
const mfa = createMfa({ issuer: 'Portal', keys, storage, methods: [totp()], policy, portal });
const app = express();
app.use(express.json());
app.use('/mfa', mfaRouter({ mfa, host: { ...portal, raise: portal.start } }));
app.post('/login', async (req, res) => {
  const { userId, password } = req.body;
  const row = database.prepare('SELECT hash FROM users WHERE id = ?').get(String(userId));
  const fits = row?.hash instanceof Uint8Array && timingSafeEqual(row.hash, hashed(String(password), userId));
  if (!fits) return void res.status(401).json({ kind: 'wrong-password' });
  const next = await mfa.beginSignIn({ userId, user: userOf(userId), firstFactor: { method: 'password' } });
  setSignInCookies(res, next);
  if (next.kind === 'complete') await portal.start({ req, res }, next.assurance);
  res.json({ kind: next.kind });
});
app.get('/me', async (req, res) => void res.json((await portal.currentUser({ req, res })) ?? {}));
app.post('/logout', async (req, res) => void res.json((await portal.signOut({ req, res })) ?? {}));
const server = app.listen(Number(process.env.PORT ?? 3000), () => console.log(server.address()));
