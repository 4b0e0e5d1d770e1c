import { randomUUID } from 'node:crypto';
import type { Assurance, FirstFactor } from '@factorkit/core';
import { createMfaHandler, deviceTokenIn, faultResponse, type MfaHost, signInCookies } from '@factorkit/http';
import { createTestPorts, type HostHarness, watchPasswordWork } from '@factorkit/testkit';
import type { Flaw } from './flaws.ts';
import { bodyOf } from './sample-body.ts';
import { createSampleEngine } from './sample-engine.ts';
import { createLogins, type Person } from './sample-login.ts';

interface Session {
  readonly assurance: Assurance;
  /** When this session last proved the password. */
  readonly provenAt: number;
  /** Set if use extends the session. */
  readonly usedAt?: number;
}

interface Visit {
  readonly request: Request;
  readonly headers: Headers;
  readonly sessionId: string;
  readonly known: string; // the portal's token for this browser
  /** Its state when the request arrived. */
  readonly loaded: Session | undefined;
}

const USER = { name: 'anna', password: 'correct-horse' };
const OTHER = { name: 'bo', password: 'blue-hammer' };
const CONTACT = 'account';
const PROOF_MS = 5 * 60_000;
const SESSION_MS = 8 * 3_600_000;

/** A portal in memory that keeps the host contract, or breaks it in one way. */
export function openSamplePortal(flaw?: Flaw): HostHarness {
  const { ports, clock, mailbox: codes } = createTestPorts();
  const passwordWork = watchPasswordWork();
  const sessions = new Map<string, Session>();
  const mailbox = new Map<string, string[]>();
  const row: Person = { id: 'u-1', ...USER, address: 'anna@example.com' };
  const people: readonly Person[] = [row, { id: 'u-2', ...OTHER, address: 'bo@example.com' }];
  const accountOf = ({ id }: Person): string => (flaw === 'keeps one account for all' ? row.id : id);
  const personOf = (userId: string): Person | undefined =>
    people.find(({ id, name }) => id === userId || name === userId);
  const links = new Map<string, string>();
  const errors: string[] = [];
  const lastOf = new Map<string, Assurance>();
  const enrolled = new Map<string, boolean>();
  let unproven: { readonly address: string; readonly old: string; readonly code: string } | undefined;
  const fits = (typed: unknown, person: Person | undefined): Promise<boolean> => {
    const password = person?.password;
    return passwordWork.watch(
      async () => typed === (flaw === 'compares with the password before' ? password : person?.password),
    );
  };
  const judge = createLogins({ people, fits, flaw });
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
  const mfa = createSampleEngine({
    ports,
    delivery: codes,
    flaw,
    portal: {
      revokeSessions,
      verifyPassword: async (userId, password) => fits(password, personOf(userId)),
      enrolmentChanged: async (change) => void enrolled.set(change.userId, change.enrolled),
      expectEnrolled: async (userId) => enrolled.get(userId) === true && flaw !== 'forgets who is enrolled',
      async contacts(userId) {
        const address = personOf(userId)?.address;
        return address === undefined ? [] : [{ id: CONTACT, channel: 'email', address }];
      },
    },
  });

  const open = (visit: Visit, session: Session, sessionId: string = randomUUID()): void => {
    sessions.set(sessionId, session);
    visit.headers.append('set-cookie', `sid=${sessionId}; Path=/; HttpOnly; Secure; SameSite=Lax`);
  };
  const isOver = ({ assurance: { authenticatedAt }, usedAt = authenticatedAt }: Session): boolean =>
    flaw !== 'keeps a session for ever' && clock.now() - usedAt > SESSION_MS;
  const host: MfaHost<Visit> = {
    async currentUser({ sessionId, request }) {
      const answers = flaw === 'answers for the user who signed in last' && request.url.endsWith('/verify');
      const session = answers ? [...sessions.values()][0] : sessions.get(sessionId);
      if (session === undefined || isOver(session)) return undefined;
      if (flaw === 'lives on when used') sessions.set(sessionId, { ...session, usedAt: clock.now() });
      const { assurance } = session;
      return { userId: assurance.userId, user: { accountName: assurance.userId }, assurance, sessionId };
    },
    async raise(visit, assurance, { replaces }) {
      const before = sessions.get(visit.sessionId);
      lastOf.set(assurance.userId, assurance);
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
    ...(flaw !== 'tells nobody of another site' && {
      onError: (_visit: Visit, error: unknown) => void errors.push(String(error)),
    }),
  };
  const routes = createMfaHandler({ mfa, host, clock: clock.now });

  const logIn = async (visit: Visit): Promise<Response> => {
    const sent = await bodyOf(visit.request, flaw);
    if (sent === undefined) return new Response(null, { status: 415 });
    const login = await judge(sent, visit.known);
    if (login.kind === 'refused') return new Response(null, { status: login.status });
    const { person, typed, browser } = login;
    visit.headers.append('set-cookie', `known=${browser}; Path=/; HttpOnly; Secure; SameSite=Lax`);
    const userId = flaw === 'takes the typed name' ? typed : accountOf(person);
    return signIn(visit, userId, { method: 'password' });
  };

  const signIn = async (visit: Visit, userId: string, firstFactor: FirstFactor): Promise<Response> => {
    const deviceToken = deviceTokenIn(visit.request.headers.get('cookie'));
    const last = lastOf.get(userId);
    const alone =
      (flaw === 'trusts a browser for ever' && deviceToken !== undefined) ||
      (flaw === 'lets a link in alone' && firstFactor.method === 'magic-link');
    if (alone && last !== undefined) {
      await host.raise(visit, last, {});
      return Response.json({ kind: 'complete' });
    }
    const outcome = await mfa.beginSignIn({
      userId,
      user: { accountName: userId },
      firstFactor,
      ...(deviceToken !== undefined && { deviceToken }),
    });
    for (const line of signInCookies(outcome)) visit.headers.append('set-cookie', line);
    if (outcome.kind === 'complete') await host.raise(visit, outcome.assurance, {});
    return Response.json({ kind: outcome.kind });
  };

  const mailLink = async (_visit: Visit, { name }: Record<string, unknown>): Promise<Response> => {
    const person = people.find((one) => one.name === name);
    const secret = randomUUID();
    if (person !== undefined) {
      links.set(secret, accountOf(person));
      tell(person.address, secret);
    }
    return Response.json({});
  };

  const openLink = async (visit: Visit, { secret }: Record<string, unknown>): Promise<Response> => {
    const userId = links.get(String(secret));
    if (userId === undefined) return new Response(null, { status: 401 });
    links.delete(String(secret));
    const through = { channel: 'email', contactId: CONTACT } as const;
    return signIn(visit, userId, { method: 'magic-link', through });
  };

  const changePassword = async (visit: Visit, { from, to }: Record<string, unknown>): Promise<Response> => {
    const session = sessions.get(visit.sessionId);
    if (session === undefined || !(await fits(from, row))) return new Response(null, { status: 401 });
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
    if (session === undefined || !(await fits(password, row))) return new Response(null, { status: 401 });
    sessions.delete(visit.sessionId);
    open(visit, { ...session, provenAt: clock.now() });
    return Response.json({});
  };

  const withFlaw = async (visit: Visit, pathname: string): Promise<Response> => {
    const { request, sessionId } = visit;
    if (flaw === 'hashes before it limits' && pathname.endsWith('/reauthenticate'))
      await fits((await request.clone().json()).password, row);
    const removes = flaw === 'removes for anyone who knows the password' && request.method === 'DELETE';
    if (removes && !sessions.has(sessionId)) {
      enrolled.delete(row.id);
      await ports.storage.delete(row.id, [], 'removed');
    }
    const response = await routes(request, visit);
    if (flaw === 'signs out who answers twice' && pathname.endsWith('/verify') && !response.ok)
      visit.headers.append('set-cookie', 'sid=; Path=/; Max-Age=0');
    const confirms = flaw === 'confirms whatever key' && pathname.endsWith('/confirm');
    return confirms && response.status === 422 ? Response.json({}) : response;
  };

  const answer = async (visit: Visit): Promise<Response> => {
    const { pathname } = new URL(visit.request.url);
    if (pathname.startsWith('/mfa/')) return withFlaw(visit, pathname);
    if (pathname === '/login') return logIn(visit);
    if (pathname === '/address') return Response.json({ address: row.address });
    const own = {
      '/password': changePassword,
      '/contact': changeContact,
      '/confirm': confirmContact,
      '/prove': prove,
      '/link': mailLink,
      '/link/open': openLink,
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
      const cookie = (name: string): string => {
        const start = flaw === 'reads the end of a cookie’s name' ? '' : '(?:^|; )';
        return new RegExp(`${start}${name}=([^;]*)`).exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
      };
      const sessionId = cookie('sid');
      const loaded = sessions.get(sessionId);
      const visit = { request, headers: new Headers(), sessionId, known: cookie('known'), loaded };
      const response = await answer(visit).catch(faultResponse);
      // Like a session library of the portal's own pages, which saves what it has loaded.
      const saves = new URL(request.url).pathname === '/login' && visit.headers.get('set-cookie') === null;
      if (flaw === 'writes a session back' && saves && loaded) sessions.set(sessionId, loaded);
      for (const line of visit.headers.getSetCookie()) response.headers.append('set-cookie', line);
      return response;
    },
    signIn: (browser, login) => browser.post('/login', login),
    async otherSignIn(browser, { name }) {
      await browser.post('/link', { name });
      return browser.post('/link/open', { secret: mailbox.get(row.address)?.at(-1) });
    },
    emails: async () => codes.messages(row.address).map(({ text }) => text),
    errors: async () => errors,
    second: {
      login: OTHER,
      async takesOver() {
        const [mine, theirs] = await Promise.all(people.map(({ id }) => ports.storage.load(id)));
        if (mine?.stored !== undefined) await ports.storage.save('u-2', mine.stored, theirs?.stored?.tag, []);
      },
    },
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
