import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { openApiDocument } from '../src/index.ts';
import {
  type DocumentedPortal,
  openDocumentedPortal,
  type Said,
  type VisitingBrowser,
} from './documented-portal.ts';

interface Asked {
  readonly operationId: string;
  readonly method: string;
  /** With an id that names nothing. */
  readonly path: string;
  readonly schema: object | undefined;
}

const OPERATIONS: readonly Asked[] = Object.entries(openApiDocument().paths).flatMap(
  ([template, operations]) =>
    Object.entries(operations).map(([method, { operationId, requestBody }]) => ({
      operationId: String(operationId),
      method: method.toUpperCase(),
      path: template.slice(1).replace('{id}', 'nothing'),
      schema: Object(requestBody).content?.['application/json'].schema,
    })),
);

/** A body of the right shape, where one is needed. */
const BODIES: { readonly [operationId: string]: object } = {
  sendCode: { factorId: 'nothing' },
  createCeremonyOptions: { method: 'webauthn' },
  answerChallenge: { factorId: 'nothing', response: '000000', trustDevice: true },
  answerWithBackupCode: { code: 'AAAA-BBBB' },
  beginEnrolment: { method: 'totp', label: 'x', contactId: 'mail', replaces: 'nothing' },
  confirmEnrolment: { response: '000000' },
  renameFactor: { label: 'x' },
  choosePrimary: { factorId: 'nothing' },
  reauthenticate: { intent: { kind: 'enrol', method: 'email', replaces: 'nothing' }, tokenIn: 'body' },
  requestRecovery: { via: 'support' },
  completeRecovery: { via: 'form' },
  cancelRecoveryByLink: { cancelToken: 'nothing' },
};

/** The routes of somebody in each state: signed in or not, with a challenge that is open, dead, another's, or none. */
async function statesOf(portal: DocumentedPortal): Promise<{ readonly [state: string]: VisitingBrowser }> {
  const { clock } = portal;
  const nobody = portal.open();
  const signedIn = portal.open();
  await signedIn.signIn();
  const begun = await signedIn.call('POST', 'factors', { method: 'email' });
  const { factorId } = Object(begun.body.enrolment);
  const code = (): string => portal.mailbox.messages('anna@mail.example').at(-1)?.code ?? '';
  await signedIn.call('POST', `factors/${factorId}/confirm`, { response: code() });
  const superseded = portal.open();
  await superseded.signIn();
  const expired = portal.open();
  await expired.signIn();
  clock.advance(61 * 60_000);
  await portal.mfa.passwordChanged({ userId: 'anna' });
  const used = portal.open();
  await used.signIn();
  const before = used.copy();
  await used.call('POST', 'challenge/send', { factorId });
  await used.call('POST', 'challenge/verify', { factorId, response: code() });
  const challenged = portal.open();
  await challenged.signIn();
  const enrolling = portal.open();
  await enrolling.signIn('nora');
  const garbled = signedIn.copy();
  garbled.jar.set('__Host-factorkit', 'garbled');
  return { nobody, signedIn, superseded, expired, used: before, challenged, enrolling, garbled };
}

test('whatever state somebody is in, each route refuses with a code that it is documented with', async () => {
  const portal = openDocumentedPortal();
  const states = await statesOf(portal);
  const codes = new Set<unknown>();
  for (const [state, browser] of Object.entries(states)) {
    for (const { operationId, method, path } of OPERATIONS) {
      const said = await browser.copy().call(method, path, BODIES[operationId]);
      if (said.status >= 300) codes.add(said.body.code);
      expect([state, operationId, said.status < 500]).toEqual([state, operationId, true]);
    }
  }
  expect([...codes]).toEqual(
    expect.arrayContaining([
      'no-session',
      'no-challenge',
      'invalid-token',
      'wrong-purpose',
      'expired',
      'used',
      'unknown-factor',
      'unknown-recovery',
      'proof-required',
      'denied',
    ]),
  );
});

test('FA29 an action for which nothing is enrolled names what to enrol', async () => {
  const owner = openDocumentedPortal().open();
  await owner.signIn();
  const intent = { kind: 'action', name: 'payout' };
  const refused = await owner.call('POST', 'reauthenticate', { intent });
  expect(refused.status).toBe(403);
  expect(refused.body).toMatchObject({
    code: 'enrolment-required',
    methods: ['totp', 'webauthn'],
    unmet: [{ rule: 'payouts', why: 'not-enrolled' }],
  });
});

test('what is locked, limited or suspended is documented too', async () => {
  const portal = openDocumentedPortal();
  const { clock } = portal;
  const owner = portal.open();
  await owner.signIn();
  const { factorId } = Object((await owner.call('POST', 'factors', { method: 'email' })).body.enrolment);
  const response = portal.mailbox.messages().at(-1)?.code;
  await owner.call('POST', `factors/${factorId}/confirm`, { response });
  clock.advance(60_000);
  const codes: unknown[] = [];
  const guesser = portal.open();
  for (let guess = 0; guess < 160 && codes.at(-1) !== 'suspended'; guess++) {
    await guesser.signIn();
    codes.push((await guesser.call('POST', 'challenge/send', { factorId })).body.code);
    const said = await guesser.call('POST', 'challenge/verify', { factorId, response: '00000000' });
    codes.push(said.body.code);
    clock.advance(Math.max(30_000, Number(said.body.retryAt ?? 0) - clock.now()));
  }
  codes.push((await guesser.call('POST', 'challenge/send', { factorId })).body.code);
  expect([...new Set(codes)]).toEqual(
    expect.arrayContaining(['rejected', 'locked', 'suspended', 'send-limited']),
  );
});

test('the desk refuses with codes that it is documented with', async () => {
  const portal = openDocumentedPortal();
  const note = 'Called.';
  const ask = async (userId: string, staffId: string): Promise<readonly unknown[]> => {
    const bodies: { readonly [path: string]: object } = {
      'users/find': { query: userId },
      'users/view': { userId },
      'users/history': { userId, after: 'nonsense' },
      'recovery/request': { userId, via: 'backup-code' },
      'recovery/approve': { userId, requestId: 'nothing', checks: [], note },
      'recovery/cancel': { userId, requestId: 'nothing', note },
      unlock: { userId, target: 'nothing', note },
      'trusted-devices/revoke': { userId, note },
    };
    const said: Said[] = [];
    for (const [path, body] of Object.entries(bodies))
      said.push(await portal.desk('POST', path, body, staffId));
    return said.map(({ body }) => body.code ?? 'done');
  };
  expect(new Set(await ask('anna', ''))).toEqual(new Set(['no-session']));
  expect(await ask('anna', 'guest')).toContain('not-permitted');
  expect(await ask('nobody', 'sam')).toContain('unknown-user');
  expect(await ask('sam', 'sam')).toContain('own-request');
  expect(await ask('anna', 'sam')).toEqual(
    expect.arrayContaining(['denied', 'unknown-recovery', 'unknown-factor']),
  );
});

/** At the limits of texts, and one beyond. */
const LONG = [64, 128, 256, 1024, 8192].flatMap((limit) => ['x'.repeat(limit), 'x'.repeat(limit + 1)]);
const VALUES = [null, 7, true, false, 'true', '', ' ', [], {}, 'é'.repeat(65), ...LONG];

/** A body that is right, and those that are nearly so. */
function variantsOf(body: object): readonly unknown[] {
  const members = Object.entries(body);
  return [
    body,
    { ...body, stranger: 1 },
    { ...body, constructor: 1 },
    [],
    [body],
    null,
    'text',
    ...members.map(([name]) => Object.fromEntries(members.filter(([other]) => other !== name))),
    ...members.flatMap(([name]) => VALUES.map((value) => ({ ...body, [name]: value }))),
  ];
}

test('a body is refused for its shape exactly where the document says that it does not fit', async () => {
  const portal = openDocumentedPortal();
  const signedIn = portal.open();
  await signedIn.signIn();
  const ajv = new Ajv2020({ strict: true });
  let tried = 0;
  for (const { operationId, method, path, schema } of OPERATIONS) {
    if (schema === undefined) continue;
    const fits = ajv.compile(schema);
    for (const body of variantsOf({ token: 'garbled', ...BODIES[operationId] })) {
      // One of the two that it can be asked for: said in its summary, and by the route itself.
      if (operationId === 'reauthenticate' && fits(body) && !('intent' in Object(body))) continue;
      const said = await signedIn.copy().call(method, path, body as object);
      const refused = said.body.code === 'input-invalid' && said.body.path !== undefined;
      expect([operationId, body, refused]).toEqual([operationId, body, !fits(body)]);
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(400);
});
