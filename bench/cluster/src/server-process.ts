/**
 * One server of the cluster: the portal's password route and Factorkit's routes over a shared store. It keeps nothing
 * between requests. servers.ts starts it, and it ends with the process that started it.
 */
import { createServer } from 'node:http';
import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { createMfa, MfaError, totp } from '@factorkit/core';
import { createMfaHandler, type MfaHost } from '@factorkit/http';
import { clockOf } from './clock.ts';
import { isEngine } from './engines/engine.ts';
import { openEngine } from './engines/open-engine.ts';
import { policy } from './policy.ts';
import { SESSION_HEADER, type ServerNews } from './server-protocol.ts';
import { shakyStorage } from './shaky-storage.ts';
import { readSession, sessionText } from './sign-in-session.ts';
import { sendWeb, toWeb } from './web-exchange.ts';

interface Visit {
  readonly request: Request;
  /** Headers of the answer: here, a new session. */
  readonly headers: Headers;
}

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: '' },
    port: { type: 'string', default: '0' },
    clock: { type: 'string', default: '{}' },
    busy: { type: 'string', default: '5000' },
    lose: { type: 'string', default: '0' },
    resend: { type: 'boolean', default: false },
    sabotage: { type: 'boolean', default: false },
  },
});
const { store } = values;
if (!isEngine(store)) throw new TypeError(`--store: no such store as ${store}`);
// Secrets and URLs with passwords are not arguments: other users of a machine can read those.
const key = Buffer.from(process.env.FACTORKIT_CLUSTER_KEY ?? '', 'base64');
const { storage } = await openEngine(store, process.env.FACTORKIT_CLUSTER_STORE ?? '', {
  resend: values.resend,
  busyMs: Number(values.busy),
});

const clock = clockOf(JSON.parse(values.clock));
const mfa = createMfa({
  issuer: 'Cluster',
  keys: [{ id: '1', key: new Uint8Array(key) }],
  storage: shakyStorage(storage, {
    lose: Number(values.lose),
    sabotage: values.sabotage,
    onLost: () => tell({ kind: 'lost' }),
    onRecognised: () => tell({ kind: 'recognised' }),
    onFailed: (why) => tell({ kind: 'failed', why }),
  }),
  methods: [totp()],
  policy,
  // The sessions here are signed text: they expire by themselves.
  portal: { revokeSessions: async () => {}, verifyPassword: async () => true },
  clock,
  challengeSeconds: 3600,
  enrolmentSeconds: 3600,
});

const host: MfaHost<Visit> = {
  async currentUser({ request }) {
    const assurance = readSession(request.headers.get(SESSION_HEADER), key);
    if (assurance === undefined) return undefined;
    const { userId } = assurance;
    return { userId, user: { accountName: userId }, assurance };
  },
  async raise({ headers }, assurance) {
    headers.set(SESSION_HEADER, sessionText(assurance, key));
    return { kind: 'raised' };
  },
  async signOut({ headers }) {
    headers.set(SESSION_HEADER, '');
  },
};
const handle = createMfaHandler({ mfa, host, clock });

/** The password route. Every password is right, because the check of passwords is not tested here. */
async function logIn({ request, headers }: Visit): Promise<Response> {
  const { userId }: { readonly userId: string } = await request.json();
  try {
    const user = { accountName: userId };
    const outcome = await mfa.beginSignIn({ userId, user, firstFactor: { method: 'password' } });
    if (outcome.kind === 'complete') headers.set(SESSION_HEADER, sessionText(outcome.assurance, key));
    return Response.json(outcome);
  } catch (error) {
    const [status, code] = error instanceof MfaError ? [503, error.code] : [500, 'internal'];
    const type = { 'content-type': 'application/problem+json' };
    return Response.json({ type: `urn:factorkit:problem:${code}`, status, code }, { status, headers: type });
  }
}

const server = createServer((incoming, outgoing) => {
  const answer = async (): Promise<void> => {
    const visit = { request: await toWeb(incoming), headers: new Headers() };
    const { pathname } = new URL(visit.request.url);
    const response = pathname === '/login' ? await logIn(visit) : await handle(visit.request, visit);
    await sendWeb(outgoing, response, visit.headers);
  };
  // The client disconnected during its request.
  answer().catch(() => outgoing.destroy());
});
// A client that uses an idle connection while it is closed would see an error without a fault.
server.keepAliveTimeout = 0;
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') tell({ kind: 'ready', port: address.port });
});

function tell(news: ServerNews): void {
  process.send?.(news);
}

// Node writes it at a normal end, which these servers never reach.
flushCompileCache();

process.once('disconnect', () => process.exit());
