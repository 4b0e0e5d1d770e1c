import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryStorage } from '@factorkit/core/memory';
import { createFakeClock, createMailbox, createSeededRandom } from '@factorkit/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { createPortal } from '../../portal/src/portal.ts';
import type { PortalOptions } from '../../portal/src/portal-options.ts';
import { createApp } from '../src/create-app.ts';

const PEOPLE = { accept: 'text/html' };
const PROGRAM = { accept: 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** What no link and no form of the pages asks for. */
const ODD: readonly (readonly [path: string, init?: RequestInit])[] = [
  ['/'],
  ['/mailbox'],
  ['/nowhere'],
  ['/nowhere', { method: 'POST' }],
  ['/', { method: 'HEAD' }],
  ['/assets/portal.css'],
  ['/assets/webauthn/'],
  ['/assets/nothing.css'],
  ['/assets/../package.json'],
  ['/s1'],
  ['/s1/'],
  ['/S1/sign-in'],
  ['/s1/Sign-In'],
  ['/s1/sign-in/'],
  ['/s1/sign-in', { method: 'HEAD' }],
  ['/s1/sign-in', { method: 'OPTIONS' }],
  ['/s1/sign-in', { method: 'PUT' }],
  ['/s1/sign-in', { method: 'POST' }],
  ['/s1', { method: 'POST' }],
  ['/s1/nowhere'],
  ['/s1/nowhere', { method: 'POST' }],
  ['/s1/nowhere/further/down'],
  ['/s1/%E0%A4%A'],
  ['/s1/sign-in', { method: 'POST', headers: FORM, body: `userName=${'a'.repeat(40_000)}` }],
  ['/s1/sign-in', { method: 'POST', headers: FORM, body: 'a=1&'.repeat(30) }],
  ['/s1/sign-in', { method: 'POST', headers: { ...FORM, 'content-encoding': 'odd' }, body: 'a=1' }],
  ['/s1/sign-in', { method: 'POST', headers: { ...FORM, 'content-encoding': 'gzip' }, body: 'a=1' }],
  ['/s1/mfa'],
  ['/s1/mfa/account'],
  ['/s1/mfa/challenge'],
  ['/s1/mfa/nowhere'],
  ['/s1/mfa/openapi.json'],
  ['/s1/mfa/challenge/verify'],
  ['/s1/mfa/challenge/verify', { method: 'POST' }],
  ['/s1/mfa/challenge/verify', { method: 'POST', headers: FORM, body: 'factorId=1' }],
  ['/s1/mfa/challenge/verify', { method: 'POST', headers: FORM, body: 'a'.repeat(40_000) }],
  [
    '/s1/mfa/challenge/verify',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' },
  ],
  ['/s1/account/payment', { headers: PEOPLE }],
  ['/s1/account/payment', { headers: PROGRAM }],
  ['/s1/account/payment', { method: 'POST', headers: PROGRAM }],
  ['/s9/sign-in'],
  ['/support/home'],
  ['/support/users/s1/s1:alice'],
  ['/support/users/s1/%E0%A4%A'],
  ['/support/users/s1/s1:alice/open/%E0%A4%A'],
  ['/%E0%A4%A'],
];

test('what no page asks for is answered as on Express, and nothing is left to a framework', async () => {
  const complaints: unknown[] = [];
  const onExpress = await listen((await createPortal(options(complaints))).app);
  const expressComplaints = complaints.splice(0).length;
  const app = await createApp(options(complaints));
  await app.init();
  const onNest = await listen(app.getHttpAdapter().getInstance());
  expect([expressComplaints, complaints.length]).toEqual([0, 0]);
  for (const [path, init] of ODD) {
    const name = `${init?.method ?? 'GET'} ${path}`;
    const wanted = await answer(onExpress, path, init);
    const told = complaints.splice(0).length;
    expect(await answer(onNest, path, init), name).toEqual(wanted);
    expect(complaints.splice(0).length, name).toBe(told);
    expect(wanted.body, name).not.toMatch(/Cannot |"statusCode"|at .*:\d+:\d+/);
  }
});

function options(complaints: unknown[]): PortalOptions {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 20, 9) });
  const mailbox = createMailbox({ clock: clock.now });
  return {
    origin: 'http://localhost:3000',
    delivery: { email: mailbox, sms: mailbox },
    mailbox,
    storage: createMemoryStorage(),
    keys: [{ id: 'test', key: createSeededRandom(2)(32) }],
    clock: clock.now,
    random: createSeededRandom(1),
    timeZone: 'UTC',
    onError: (error) => complaints.push(error),
  };
}

async function listen(app: RequestListener): Promise<string> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** All of it but what is new each time: form tokens and their cookies, session ids, tags and dates, and the port. */
async function answer(
  origin: string,
  path: string,
  init: RequestInit = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(origin + path, { redirect: 'manual', ...init });
  const headers = Object.fromEntries(response.headers);
  const { date: _date, etag, 'set-cookie': cookie, ...steady } = headers;
  const body = await response.text();
  return {
    status: response.status,
    headers: {
      ...steady,
      etag: etag !== undefined,
      cookie: cookie?.replace(/=s%3A[^;]*|(?<=(?:form|pages)=)[^;]*|Expires=[^;]*/g, ''),
    },
    body: body.replace(/name="_csrf" value="[^"]*"/g, '').replaceAll(origin, ''),
  };
}
