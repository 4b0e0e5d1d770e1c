import { authenticatorFromUri } from '@factorkit/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dose } from '../../../../test-tiers.ts';
import { openApiDocument } from '../../src/index.ts';
import {
  type DocumentedPortal,
  openDocumentedPortal,
  type Said,
  type VisitingBrowser,
} from '../documented-portal.ts';
import { type FuzzedRequest, requestOf, requests } from './requests.ts';

/** Each in a portal of its own. */
const SEEDS = Array.from({ length: dose.fuzz.seeds }, (_, index) => 1000 + index);
const MINUTE = 60_000;
const DAY = 86_400_000;

interface Phone {
  readonly factorId: string;
  code(): string;
}

async function setUpApp(portal: DocumentedPortal, browser: VisitingBrowser): Promise<Phone> {
  const begun = await browser.call('POST', 'factors', { method: 'totp' });
  const enrolment = Object(begun.body.enrolment);
  const app = authenticatorFromUri(String(enrolment.setup.uri));
  const factorId = String(enrolment.factorId);
  const code = (): string => app.code(portal.clock.now());
  const confirmed = await browser.call('POST', `factors/${factorId}/confirm`, { response: code() });
  expect(confirmed.body.kind).toBe('active');
  portal.clock.advance(MINUTE);
  return { factorId, code };
}

function enter(browser: VisitingBrowser, { factorId, code }: Phone): Promise<Said> {
  return browser.call('POST', 'challenge/verify', { factorId, response: code() });
}

interface Fixture {
  readonly portal: DocumentedPortal;
  readonly phone: Phone;
  readonly browsers: Readonly<Record<string, VisitingBrowser>>;
  readonly known: readonly string[];
  /** Whom no request has the session of. */
  readonly bystander: { readonly userId: string; readonly row: unknown };
}

/** Anna in every state that a request can meet her in, and Bert, who only stands by. */
async function openFixture(): Promise<Fixture> {
  const portal = openDocumentedPortal();
  const [signedIn, asked, late] = [portal.open(), portal.open(), portal.open()];
  await signedIn.signIn('anna');
  const phone = await setUpApp(portal, signedIn);
  await late.signIn('anna');
  await enter(late, phone);
  const pending = await late.call('POST', 'factors', { method: 'email' });
  portal.clock.advance(20 * MINUTE);
  await signedIn.signIn('anna');
  await enter(signedIn, phone);
  portal.clock.advance(2 * MINUTE);
  await asked.signIn('anna');
  const bert = portal.open();
  await bert.signIn('bert');
  const berts = await setUpApp(portal, bert);
  const tokens = [...asked.jar.values(), ...bert.jar.values()].filter((text) => text !== '');
  return {
    portal,
    phone,
    browsers: { nobody: portal.open(), signedIn, asked, late },
    known: [
      phone.factorId,
      berts.factorId,
      String(Object(pending.body.enrolment).factorId ?? 'none'),
      ...tokens,
      'totp',
      'email',
      'webauthn',
      'x-push',
      'support',
      'form',
      'right',
      '000000',
      '123 456',
      'payout',
      '',
    ],
    bystander: { userId: 'bert', row: (await portal.storage.load('bert')).stored },
  };
}

/** What is wrong with the answer to this request, if anything is. */
async function wrongWith(fixture: Fixture, fuzzed: FuzzedRequest): Promise<readonly string[]> {
  const browser = fixture.browsers[fuzzed.as]?.copy() ?? fixture.portal.open();
  const request = requestOf(fuzzed, [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '));
  if (request === undefined) return [];
  const response = await browser.send(request.clone());
  const text = await response.clone().text();
  const { pathname } = new URL(request.url);
  return [
    ...(response.status >= 200 && response.status < 500 ? [] : [`answered with ${response.status}`]),
    ...(/\n\s+at |node_modules|\.ts:\d/.test(text) ? ['shows a stack'] : []),
    ...(await fixture.portal.users.breachesOf({ method: request.method, path: pathname, response })),
  ];
}

/** Every row can be read, and the trail tells how each came to be what it is. */
async function expectConsistent({ portal, bystander, phone, known }: Fixture): Promise<void> {
  const { mfa, storage } = portal;
  expect((await storage.load(bystander.userId)).stored).toEqual(bystander.row);
  const { userIds } = await storage.readUserIds({ limit: 1000 });
  expect([...userIds].filter((userId) => !userId.startsWith('factorkit:')).sort()).toEqual(['anna', 'bert']);
  const { factors, events } = await mfa.exportAccount({ userId: 'anna' });
  const came = events.flatMap((event) => (event.type === 'factor.activated' ? [event.factorId] : []));
  const went = new Set(events.flatMap((event) => (event.type === 'factor.removed' ? [event.factorId] : [])));
  const inForce = factors.filter(({ status }) => status !== 'pending').map(({ id }) => id);
  expect([...inForce].sort()).toEqual(came.filter((id) => !went.has(id)).sort());
  expect(JSON.stringify(events)).not.toContain(known.find((text) => text.length > 100) ?? 'no token');
  // Anyone who still has the phone still gets in, unless it was guessed at a hundred times.
  portal.clock.advance(DAY);
  const suspended = factors.some(({ id, status }) => id === phone.factorId && status === 'suspended');
  if (!inForce.includes(phone.factorId) || suspended) return;
  const browser = portal.open();
  expect(await browser.signIn('anna')).toBe('challenge');
  expect((await enter(browser, phone)).body).toMatchObject({ kind: 'complete' });
}

test.each(SEEDS)(
  'whatever is sent is answered as documented and leaves the accounts consistent (chance %i)',
  async (seed) => {
    const fixture = await openFixture();
    const { browsers, known } = fixture;
    await fc.assert(
      fc.asyncProperty(
        requests({ document: openApiDocument(), roles: Object.keys(browsers), known }),
        async (fuzzed) => {
          expect(await wrongWith(fixture, fuzzed)).toEqual([]);
        },
      ),
      { seed, numRuns: dose.fuzz.requests, endOnFailure: true },
    );
    await expectConsistent(fixture);
  },
);
