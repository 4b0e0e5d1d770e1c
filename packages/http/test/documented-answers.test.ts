import {
  type Authenticator,
  authenticatorFromUri,
  createSeededRandom,
  createSoftwareAuthenticator,
} from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { type OpenApiDocument, openApiDocument, supportOpenApiDocument } from '../src/index.ts';
import {
  type DocumentedPortal,
  ORIGIN,
  openDocumentedPortal,
  type Said,
  type VisitingBrowser,
} from './documented-portal.ts';

const MINUTE = 60_000;

/** `enrolment.setup.uri`. */
function at(said: Said, path: string): string {
  return String(path.split('.').reduce<unknown>((value, key) => Object(value)[key], said.body));
}

async function get(browser: VisitingBrowser, path: string): Promise<Said> {
  return done(await browser.call('GET', path));
}

function done(said: Said): Said {
  if (said.status >= 300) throw new Error(JSON.stringify(said.body));
  return said;
}

interface Phone {
  readonly factorId: string;
  readonly app: Authenticator;
  readonly backupCodes: readonly string[];
}

/** Sets an app up, through every route that has to do with it. */
async function setUpApp({ clock }: DocumentedPortal, browser: VisitingBrowser): Promise<Phone> {
  const begun = done(await browser.call('POST', 'factors', { method: 'totp', label: 'Phone' }));
  const factorId = at(begun, 'enrolment.factorId');
  expect(begun.headers.get('location')).toBe(`factors/${factorId}`);
  await get(browser, `factors/${factorId}`);
  const app = authenticatorFromUri(at(begun, 'enrolment.setup.uri'));
  const wrong = await browser.call('POST', `factors/${factorId}/confirm`, { response: '000000' });
  expect(wrong.body).toMatchObject({ code: 'rejected' });
  const confirmed = done(
    await browser.call('POST', `factors/${factorId}/confirm`, { response: app.code(clock.now()) }),
  );
  clock.advance(MINUTE);
  const { backupCodes = [] } = confirmed.body;
  return { factorId, app, backupCodes: backupCodes as readonly string[] };
}

async function answer({ clock }: DocumentedPortal, browser: VisitingBrowser, phone: Phone): Promise<Said> {
  const response = phone.app.code(clock.now());
  const said = await browser.call('POST', 'challenge/verify', { factorId: phone.factorId, response });
  clock.advance(MINUTE);
  return said;
}

async function askForHelp(portal: DocumentedPortal, via = 'support'): Promise<VisitingBrowser> {
  const browser = portal.open();
  await browser.signIn();
  done(await browser.call('POST', 'recovery', { via }));
  return browser;
}

async function requestId(portal: DocumentedPortal): Promise<string> {
  return at(await portal.desk('POST', 'users/view', { userId: 'anna' }), 'account.recoveries.0.id');
}

function successesOf({ paths }: OpenApiDocument): readonly string[] {
  return Object.values(paths).flatMap((operations) =>
    Object.values(operations).map(({ operationId, responses }) => {
      const success = Object.keys(Object(responses)).find((status) => status.startsWith('2'));
      return `${operationId} ${success}`;
    }),
  );
}

test('every route does what it is for once, and each answer on the way is as documented', async () => {
  const portal = openDocumentedPortal();
  const { clock, mailbox, mfa } = portal;
  const owner = portal.open();
  expect(await owner.signIn()).toBe('complete');
  await get(owner, 'account');
  const phone = await setUpApp(portal, owner);
  expect(phone.backupCodes).toHaveLength(10);
  done(await owner.call('POST', 'backup-codes/acknowledge'));

  const mail = done(await owner.call('POST', 'factors', { method: 'email' }));
  const mailId = at(mail, 'enrolment.factorId');
  expect((await owner.call('POST', `factors/${mailId}/send`)).body).toMatchObject({ code: 'send-limited' });
  clock.advance(MINUTE);
  done(await owner.call('POST', `factors/${mailId}/send`));
  done(await owner.call('POST', `factors/${mailId}/confirm`, { response: mailbox.messages().at(-1)?.code }));

  const key = createSoftwareAuthenticator({ origin: ORIGIN, random: createSeededRandom(5) });
  const begun = done(await owner.call('POST', 'factors', { method: 'webauthn' }));
  const { options } = Object(begun.body.enrolment).setup;
  const keyId = at(begun, 'enrolment.factorId');
  done(await owner.call('POST', `factors/${keyId}/confirm`, { response: await key.create(options) }));

  done(await owner.call('PATCH', `factors/${keyId}`, { label: 'Blue key' }));
  done(await owner.call('PUT', 'primary', { factorId: keyId }));
  const fresh = done(await owner.call('POST', 'backup-codes')).body.backupCodes as readonly string[];
  await get(owner, 'account');

  clock.advance(20 * MINUTE);
  expect((await owner.call('DELETE', `factors/${mailId}`)).body).toMatchObject({ code: 'proof-required' });
  done(await owner.call('POST', 'reauthenticate', { password: 'right' }));
  expect((await owner.call('POST', 'reauthenticate', { password: 'wrong' })).status).toBe(422);
  const intent = { kind: 'action', name: 'payout' };
  expect(done(await owner.call('POST', 'reauthenticate', { intent })).body.kind).toBe('challenge');
  await get(owner, 'challenge');
  done(await answer(portal, owner, phone));
  done(await owner.call('DELETE', `factors/${mailId}`));

  const other = portal.open();
  expect(await other.signIn()).toBe('challenge');
  const asked = done(await other.call('POST', 'challenge/options', { method: 'webauthn' }));
  const response = await key.get(Object(asked.body.options));
  const trusted = done(
    await other.call('POST', 'challenge/verify', { response, trustDevice: { name: 'Mine' } }),
  );
  expect(trusted.body.trustedUntil).toBeGreaterThan(clock.now());
  const { devices } = (await get(other, 'trusted-devices')).body;
  done(await other.call('DELETE', `trusted-devices/${Object(devices)[0].id}`));
  done(await other.call('DELETE', 'trusted-devices'));

  const codeless = portal.open();
  await codeless.signIn();
  const recovered = done(await codeless.call('POST', 'challenge/recover', { code: fresh[0] }));
  expect(recovered.body).toMatchObject({ kind: 'complete', replacementCode: expect.any(String) });

  await askForHelp(portal);
  done(await owner.call('DELETE', `recovery/${await requestId(portal)}`));

  clock.advance(60 * MINUTE);
  await askForHelp(portal);
  await mfa.dispatchNotices({ userId: 'anna' });
  const { cancelToken } = portal.notices.findLast((notice) => notice.cancelToken !== undefined) ?? {};
  done(await portal.open().call('POST', 'recovery/cancel', { cancelToken }));

  clock.advance(120 * MINUTE);
  const lost = await askForHelp(portal);
  const staffed = { userId: 'anna', requestId: await requestId(portal), note: 'Called back.' };
  const told = done(await portal.desk('POST', 'recovery/approve', { ...staffed, checks: ['identity'] }));
  const wrong = { via: 'support', code: 'AAAA-AAAA' };
  expect((await lost.call('POST', 'recovery/complete', wrong)).body).toMatchObject({ code: 'rejected' });
  const { code } = told.body;
  const completed = done(await lost.call('POST', 'recovery/complete', { via: 'support', code }));
  expect(completed.body).toMatchObject({ kind: 'completed', next: { kind: 'enrol' } });
  await setUpApp(portal, lost);
  expect(lost.signedIn()).toBe(true);

  const newcomer = portal.open();
  expect(await newcomer.signIn('nora')).toBe('enrol');
  expect((await get(newcomer, 'challenge')).body.kind).toBe('enrol');
  expect(done(await newcomer.call('POST', 'challenge/postpone')).body.kind).toBe('complete');

  const mailed = portal.open();
  await mailed.signIn('bert');
  const bertsMail = at(done(await mailed.call('POST', 'factors', { method: 'email' })), 'enrolment.factorId');
  const codeOf = (): string | undefined => mailbox.messages('bert@mail.example').at(-1)?.code;
  done(await mailed.call('POST', `factors/${bertsMail}/confirm`, { response: codeOf() }));
  clock.advance(MINUTE);
  const bert = portal.open();
  await bert.signIn('bert');
  done(await bert.call('POST', 'challenge/send', { factorId: bertsMail }));
  done(await bert.call('POST', 'challenge/verify', { factorId: bertsMail, response: codeOf() }));

  await get(owner, 'openapi.json');
  done(await portal.desk('GET', 'openapi.json'));
  done(await portal.desk('POST', 'users/find', { query: 'anna' }));
  done(await portal.desk('POST', 'users/history', { userId: 'anna' }));
  done(await portal.desk('POST', 'recovery/request', { userId: 'bert', via: 'form', note: 'Called.' }));
  const berts = at(await portal.desk('POST', 'users/view', { userId: 'bert' }), 'account.recoveries.0.id');
  const note = 'Called again.';
  done(await portal.desk('POST', 'recovery/cancel', { userId: 'bert', requestId: berts, note }));
  done(await portal.desk('POST', 'unlock', { userId: 'bert', target: bertsMail, note }));
  done(await portal.desk('POST', 'trusted-devices/revoke', { userId: 'bert', note }));

  const wanted = [openApiDocument(), supportOpenApiDocument()].map(successesOf);
  expect(wanted[0]?.filter((each) => !portal.users.seen.has(each))).toEqual([]);
  expect(wanted[1]?.filter((each) => !portal.staff.seen.has(each))).toEqual([]);
});

test('a client without cookies hears in the body, as documented, what a browser keeps in cookies', async () => {
  const portal = openDocumentedPortal();
  const { clock, mailbox, mfa } = portal;
  const owner = portal.open();
  await owner.signIn();
  const phone = await setUpApp(portal, owner);
  const mail = done(await owner.call('POST', 'factors', { method: 'email' }));
  const mailId = at(mail, 'enrolment.factorId');
  const sent = (): string | undefined => mailbox.messages().at(-1)?.code;
  done(await owner.call('POST', `factors/${mailId}/confirm`, { response: sent() }));
  clock.advance(MINUTE);

  const client = portal.open();
  const firstFactor = { method: 'password' } as const;
  const user = { accountName: 'anna', groups: [], risk: 'high' } as const;
  const begun = await mfa.beginSignIn({ userId: 'anna', user, firstFactor });
  const token = begun.kind === 'challenge' ? begun.token : '';
  const { factorId, app } = phone;
  const first = { token, factorId, response: app.code(clock.now()) };
  const half = done(await client.call('POST', 'challenge/verify', first));
  expect(half.body).toEqual({ kind: 'challenge', challenge: expect.any(Object), token: expect.any(String) });
  const next = { token: half.body.token, factorId: mailId };
  done(await client.call('POST', 'challenge/send', next));
  const last = { ...next, response: sent(), trustDevice: true };
  const whole = done(await client.call('POST', 'challenge/verify', last));
  expect(whole.body).toMatchObject({ kind: 'complete', trustedDevice: { token: expect.any(String) } });
  expect(client.jar.size).toBe(0);
});
