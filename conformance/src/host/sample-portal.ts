import { randomUUID } from 'node:crypto';
import { type Assurance, createMfa, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { createMfaHandler, faultResponse, type MfaHost, signInCookies } from '@factorkit/http';
import { createTestPorts, type HostRig, watchPasswordWork } from '@factorkit/testkit';
import type { Flaw } from './flaws.ts';

interface Session {
  readonly assurance: Assurance;
  /** When this session last showed the password. */
  readonly provenAt: number;
  /** Where use makes it longer. */
  readonly usedAt?: number;
}

interface Visit {
  readonly request: Request;
  readonly headers: Headers;
  readonly sessionId: string;
  /** As it was when the request came. */
  readonly loaded: Session | undefined;
}

const USER = { name: 'anna', password: 'correct-horse' };
const PROOF_MS = 5 * 60_000;
const SESSION_MS = 8 * 3_600_000;

/** A portal in memory that keeps the host contract, or breaks it in one way. */
export function openSamplePortal(flaw?: Flaw): HostRig {
  const { ports, clock } = createTestPorts();
  const passwordWork = watchPasswordWork();
  const sessions = new Map<string, Session>();
  const mailbox = new Map<string, string[]>();
  const row = {
    id: 'u-1',
    name: USER.name,
    password: USER.password,
    address: 'anna@example.com',
  };
  const enrolled = new Map<string, boolean>();
  let unproven: { readonly address: string; readonly old: string; readonly code: string } | undefined;
  const fits = (typed: unknown): Promise<boolean> => {
    const { password } = row;
    return passwordWork.watch(async () =>
      flaw === 'compares with the password before' ? typed === password : typed === row.password,
    );
  };
  const tell = (address: string, text: string): void =>
    void mailbox.set(address, [...(mailbox.get(address) ?? []), text]);

  const revokeSessions = async (userId: string, { except }: { readonly except?: string }): Promise<void> => {
    if (flaw === 'ends no session') return;
    const others = [...sessions].filter(
      ([id, { assurance }]) =>
        assurance.userId === userId && (id !== except || flaw === 'ends the named session too'),
    );
    for (const [id] of flaw === 'ends one session' ? others.slice(0, 1) : others) sessions.delete(id);
  };
  const mfa = createMfa({
    ...ports,
    issuer: 'Sample',
    methods: [totp()],
    policy: { ...presetS1, recovery: [] },
    portal: {
      revokeSessions,
      verifyPassword: async (_userId, password) => fits(password),
      enrolmentChanged: async (change) => void enrolled.set(change.userId, change.enrolled),
      expectEnrolled: async (userId) => enrolled.get(userId) === true && flaw !== 'forgets who is enrolled',
    },
  });

  const open = (visit: Visit, session: Session, sessionId: string = randomUUID()): void => {
    sessions.set(sessionId, session);
    visit.headers.append('set-cookie', `sid=${sessionId}; Path=/; HttpOnly; Secure; SameSite=Lax`);
  };
  const isOver = ({ assurance: { authenticatedAt }, usedAt = authenticatedAt }: Session): boolean =>
    flaw !== 'keeps a session for ever' && clock.now() - usedAt > SESSION_MS;
  const host: MfaHost<Visit> = {
    async currentUser({ sessionId }) {
      const session = sessions.get(sessionId);
      if (session === undefined || isOver(session)) return undefined;
      if (flaw === 'lives on when used') sessions.set(sessionId, { ...session, usedAt: clock.now() });
      const { assurance } = session;
      return { userId: assurance.userId, user: { accountName: row.name }, assurance, sessionId };
    },
    async raise(visit, assurance, { replaces }) {
      const before = sessions.get(visit.sessionId);
      const session = { assurance, provenAt: before?.provenAt ?? clock.now() };
      if (replaces !== undefined && before === undefined && flaw !== 'raises an ended session')
        return { kind: 'session-ended' };
      const keeps =
        before !== undefined &&
        flaw === (replaces === undefined ? 'keeps the id at a sign-in' : 'keeps the id when raised');
      if (!keeps) sessions.delete(visit.sessionId);
      open(visit, session, keeps ? visit.sessionId : undefined);
      return { kind: 'raised' };
    },
    async signOut({ sessionId }) {
      sessions.delete(sessionId);
    },
  };
  const routes = createMfaHandler({ mfa, host, clock: clock.now });

  const logIn = async (visit: Visit): Promise<Response> => {
    const sent = await bodyOf(visit.request, flaw);
    if (sent === undefined) return new Response(null, { status: 415 });
    const { name, password } = sent;
    const typed = String(name);
    const known =
      flaw === 'takes the typed name' ? typed.trim().toLowerCase() === row.name : typed === row.name;
    if (!known && flaw === 'knows an unknown name') return new Response(null, { status: 401 });
    if (!(await fits(password)) || !known) return new Response(null, { status: 401 });
    const outcome = await mfa.beginSignIn({
      userId: flaw === 'takes the typed name' ? typed : row.id,
      user: { accountName: row.name },
      firstFactor: { method: 'password' },
    });
    for (const line of signInCookies(outcome)) visit.headers.append('set-cookie', line);
    if (outcome.kind === 'complete') await host.raise(visit, outcome.assurance, {});
    return Response.json({ kind: outcome.kind });
  };

  const changePassword = async (visit: Visit, { from, to }: Record<string, unknown>): Promise<Response> => {
    const session = sessions.get(visit.sessionId);
    if (session === undefined || !(await fits(from))) return new Response(null, { status: 401 });
    row.password = String(to);
    const { userId } = session.assurance;
    if (flaw !== 'leaves others after a new password') {
      for (const id of sessions.keys()) if (id !== visit.sessionId) sessions.delete(id);
      await mfa.passwordChanged({ userId, sessionId: visit.sessionId });
    }
    if (flaw !== 'keeps the id after a new password') {
      sessions.delete(visit.sessionId);
      open(visit, { ...session, provenAt: clock.now() });
    }
    return Response.json({});
  };

  const changeContact = async (
    { sessionId }: Visit,
    { address }: Record<string, unknown>,
  ): Promise<Response> => {
    const session = sessions.get(sessionId);
    if (session === undefined) return new Response(null, { status: 401 });
    const proven = clock.now() - session.provenAt < PROOF_MS || flaw === 'asks no proof for a contact';
    if (!proven) return new Response(null, { status: 403 });
    unproven = { address: String(address), old: row.address, code: randomUUID() };
    tell(unproven.address, unproven.code);
    if (flaw === 'takes an unproven contact') row.address = unproven.address;
    return Response.json({});
  };

  const confirmContact = async (
    { sessionId }: Visit,
    { code }: Record<string, unknown>,
  ): Promise<Response> => {
    if (!sessions.has(sessionId) || unproven === undefined || unproven.code !== code)
      return new Response(null, { status: 403 });
    if (flaw !== 'tells no old contact') tell(unproven.old, 'Your address was changed.');
    row.address = unproven.address;
    return Response.json({});
  };

  const prove = async (visit: Visit, { password }: Record<string, unknown>): Promise<Response> => {
    const session = sessions.get(visit.sessionId);
    if (session === undefined || !(await fits(password))) return new Response(null, { status: 401 });
    sessions.delete(visit.sessionId);
    open(visit, { ...session, provenAt: clock.now() });
    return Response.json({});
  };

  const answer = async (visit: Visit): Promise<Response> => {
    const { pathname } = new URL(visit.request.url);
    if (pathname.startsWith('/mfa/')) return routes(visit.request, visit);
    if (pathname === '/login') return logIn(visit);
    if (pathname === '/address') return Response.json({ address: row.address });
    const own = {
      '/password': changePassword,
      '/contact': changeContact,
      '/confirm': confirmContact,
      '/prove': prove,
    };
    return own[pathname as keyof typeof own]?.(visit, Object(await visit.request.json()));
  };

  return {
    clock: clock.now,
    advance: async (ms) => clock.advance(ms),
    sessionMs: SESSION_MS,
    user: USER,
    passwordWork,
    async fetch(request) {
      const sessionId = /(?:^|; )sid=([^;]*)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
      const visit = { request, headers: new Headers(), sessionId, loaded: sessions.get(sessionId) };
      const response = await answer(visit).catch(faultResponse);
      // As a session library of the portal's own pages does that saves what it has loaded.
      const loaded = new URL(request.url).pathname === '/login' ? visit.loaded : undefined;
      if (flaw === 'writes a session back' && loaded && visit.headers.get('set-cookie') === null)
        sessions.set(sessionId, loaded);
      for (const line of visit.headers.getSetCookie()) response.headers.append('set-cookie', line);
      return response;
    },
    signIn: (browser, login) => browser.post('/login', login),
    async loseAccount() {
      for (const userId of enrolled.keys()) await ports.storage.delete(userId, [], 'lost');
    },
    changePassword: (browser, passwords) => browser.post('/password', passwords),
    contacts: {
      address: row.address,
      current: async (browser) => (await browser.get<{ readonly address: string }>('/address')).json.address,
      change: (browser, address) => browser.post('/contact', { address }),
      prove: (browser, password) => browser.post('/prove', { password }),
      confirm: (browser, code) => browser.post('/confirm', { code }),
      messages: async (address) => mailbox.get(address) ?? [],
    },
  };
}

/** JSON alone: a page of another site cannot send it. */
async function bodyOf(
  request: Request,
  flaw: Flaw | undefined,
): Promise<Record<string, unknown> | undefined> {
  const type = request.headers.get('content-type') ?? '';
  const text = await request.text();
  if (type === 'application/json' || (flaw === 'takes plain text' && type.startsWith('text/plain')))
    return Object(JSON.parse(text));
  return flaw === 'takes fields' && type.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(text))
    : undefined;
}
