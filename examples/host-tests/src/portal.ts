import { createHash, randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type Assurance,
  createMfa,
  type DeliveryAdapter,
  emailCode,
  type FirstFactor,
  type Mfa,
  type MfaOptions,
  totp,
} from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { createMfaHandler, type MfaHost, signInCookies } from '@factorkit/http';
import { webauthn } from '@factorkit/webauthn';
import { parseCookie } from 'cookie';

/**
 * A portal as its team writes it. What it does not create itself is passed in, so that its tests can pass replacements.
 */
export interface Portal {
  readonly mfa: Mfa;
  fetch(request: Request): Promise<Response>;
}

export interface PortalParts {
  /** In production keys and storage; the clock and randomness are then the runtime's. */
  readonly ports: Pick<MfaOptions, 'keys' | 'storage' | 'clock' | 'random' | 'sealer'>;
  readonly delivery: DeliveryAdapter;
}

interface Visit {
  readonly request: Request;
  readonly headers: Headers;
}

const policy: Policy = {
  schema: 1,
  id: 'portal',
  methods: {
    totp: { allow: 'yes' },
    email: { allow: 'yes' },
    webauthn: { allow: 'yes', userVerification: 'required' },
  },
  rules: [],
  manage: { proof: { of: ['totp', 'email', 'webauthn'], maxAge: '15m' } },
  recovery: [],
};

const hashed: (password: string, salt: Uint8Array, bytes: number) => Promise<Buffer> = promisify(scrypt);
const salt = randomBytes(16);
const hash = await hashed('correct-horse', salt, 32);
const users = new Map([['anna', { address: 'anna@example.com', salt, hash }]]);
const nobody = { salt, hash: randomBytes(32) }; // an unknown name takes as long as a wrong password

const SESSION_MS = 8 * 3_600_000;
/** The contact id of the address in the user's row. */
const CONTACT = 'account';
const LINK_MS = 10 * 60_000;

/** The last link that was mailed to a user. Only the hash of its secret is stored, as of a password. */
interface MailedLink {
  readonly hash: Buffer;
  readonly sentAt: number;
}

const hashOfSecret = (secret: unknown): Buffer => createHash('sha256').update(String(secret)).digest();

/** What a page of the portal sends. A page of another site can send forms and plain text, but no JSON. */
async function jsonIn({ request }: Visit): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (request.headers.get('content-type') !== 'application/json') return undefined;
  return Object(await request.json().catch(() => undefined));
}

export function createPortal({ ports, delivery }: PortalParts): Portal {
  const sessions = new Map<string, Assurance>();
  const now = ports.clock ?? Date.now;
  const links = new Map<string, MailedLink>();
  const sessionId = ({ request }: Visit): string =>
    parseCookie(request.headers.get('cookie') ?? '').sid ?? '';

  const mfa = createMfa({
    ...ports,
    issuer: 'Example Portal',
    methods: [
      totp(),
      emailCode({ delivery }),
      webauthn({ rpId: 'example.com', origins: ['https://portal.example.com'] }),
    ],
    policy,
    portal: {
      revokeSessions: async (userId, { except }) => {
        for (const [id, session] of sessions)
          if (session.userId === userId && id !== except) sessions.delete(id);
      },
      contacts: async (userId) => {
        const address = users.get(userId)?.address;
        return address === undefined ? [] : [{ id: CONTACT, channel: 'email', address }];
      },
    },
  });

  const host: MfaHost<Visit> = {
    async currentUser(visit) {
      const assurance = sessions.get(sessionId(visit));
      if (assurance === undefined || now() > assurance.authenticatedAt + SESSION_MS) return undefined;
      const { userId } = assurance;
      return { userId, user: { accountName: userId }, assurance, sessionId: sessionId(visit) };
    },
    async raise(visit, assurance, { replaces }) {
      const alive = sessions.delete(sessionId(visit)); // an earlier session of this browser ends
      if (replaces !== undefined && !alive) return { kind: 'session-ended' };
      const id = randomUUID();
      sessions.set(id, assurance);
      visit.headers.append('set-cookie', `sid=${id}; Path=/; HttpOnly; Secure; SameSite=Lax`);
      return { kind: 'raised' };
    },
    async signOut(visit) {
      sessions.delete(sessionId(visit));
    },
  };
  const routes = createMfaHandler({ mfa, host, ...(ports.clock && { clock: ports.clock }) });

  async function logIn(visit: Visit): Promise<Response> {
    const sent = await jsonIn(visit);
    if (sent === undefined) return new Response(null, { status: 415 });
    const userId = String(sent.userId);
    const user = users.get(userId);
    const { salt, hash } = user ?? nobody;
    const fits = timingSafeEqual(hash, await hashed(String(sent.password), salt, 32));
    if (user === undefined || !fits) {
      return Response.json({ kind: 'wrong-password' }, { status: 401 });
    }
    return signIn(visit, userId, { method: 'password' });
  }

  /**
   * The same answer for every address, so it does not reveal who has an account. One link per minute; the last one
   * works.
   */
  async function mailLink(visit: Visit): Promise<Response> {
    const sent = await jsonIn(visit);
    if (sent === undefined) return new Response(null, { status: 415 });
    const userId = String(sent.userId);
    const user = users.get(userId);
    const sentAt = now();
    if (user !== undefined && sentAt - (links.get(userId)?.sentAt ?? 0) >= 60_000) {
      const secret = randomUUID();
      links.set(userId, { hash: hashOfSecret(secret), sentAt });
      await delivery.deliver({
        id: secret,
        channel: 'email',
        to: user.address,
        purpose: 'sign-in',
        subject: 'Your link to sign in',
        text: `Open this page to sign in: https://portal.example.com/link#${userId}.${secret}`,
        code: secret,
        expiresAt: sentAt + LINK_MS,
      });
    }
    return Response.json({ kind: 'mailed' });
  }

  /** The request of the page behind the link. A link works once. */
  async function openLink(visit: Visit): Promise<Response> {
    const sent = await jsonIn(visit);
    if (sent === undefined) return new Response(null, { status: 415 });
    const userId = String(sent.userId);
    const link = links.get(userId);
    const fits = link !== undefined && timingSafeEqual(link.hash, hashOfSecret(sent.secret));
    if (!fits || now() >= link.sentAt + LINK_MS)
      return Response.json({ kind: 'wrong-link' }, { status: 401 });
    links.delete(userId);
    return signIn(visit, userId, { method: 'magic-link', through: { channel: 'email', contactId: CONTACT } });
  }

  /** Factorkit decides what comes next, whatever the first factor was. */
  async function signIn(visit: Visit, userId: string, firstFactor: FirstFactor): Promise<Response> {
    const outcome = await mfa.beginSignIn({
      userId,
      user: { accountName: userId },
      firstFactor,
    });
    for (const line of signInCookies(outcome)) visit.headers.append('set-cookie', line);
    if (outcome.kind === 'complete') await host.raise(visit, outcome.assurance, {});
    return Response.json({ kind: outcome.kind });
  }

  async function answer(visit: Visit): Promise<Response> {
    const { pathname } = new URL(visit.request.url);
    if (pathname === '/login') return logIn(visit);
    if (pathname === '/login/link') return mailLink(visit);
    if (pathname === '/login/link/open') return openLink(visit);
    if (pathname !== '/me') return routes(visit.request, visit);
    const user = await host.currentUser(visit);
    return Response.json(user === undefined ? { kind: 'signed-out' } : { userId: user.userId });
  }

  return {
    mfa,
    async fetch(request) {
      const visit = { request, headers: new Headers() };
      const response = await answer(visit);
      for (const line of visit.headers.getSetCookie()) response.headers.append('set-cookie', line);
      return response;
    },
  };
}
