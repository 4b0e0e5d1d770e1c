import { randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import express, { type Request, type Response } from 'express';

type Session = { readonly userId: string };
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
    return session && { sessionId, userId: session.userId, user: userOf(session.userId) };
  },
  async start({ req, res }: Visit, session: Session) {
    const sessionId = randomUUID();
    sessions.delete(sessionIdOf(req));
    sessions.set(sessionId, session);
    res.cookie('sid', sessionId, { httpOnly: true, sameSite: 'lax' });
  },
  async signOut({ req }: Visit) {
    sessions.delete(sessionIdOf(req));
  },
  async revokeSessions(userId: string, { except }: { readonly except?: string }) {
    for (const [id, session] of sessions) if (session.userId === userId && id !== except) sessions.delete(id);
  },
};

const app = express();
app.use(express.json());
app.post('/login', async (req, res) => {
  const { userId, password } = req.body;
  const row = database.prepare('SELECT hash FROM users WHERE id = ?').get(String(userId));
  const fits = row?.hash instanceof Uint8Array && timingSafeEqual(row.hash, hashed(String(password), userId));
  if (!fits) return void res.status(401).json({ kind: 'wrong-password' });
  await portal.start({ req, res }, { userId });
  res.json({ kind: 'complete' });
});
app.get('/me', async (req, res) => void res.json((await portal.currentUser({ req, res })) ?? {}));
app.post('/logout', async (req, res) => void res.json((await portal.signOut({ req, res })) ?? {}));
const server = app.listen(Number(process.env.PORT ?? 3000), () => console.log(server.address()));
