import { MfaError } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { type ActionNames, type Policy, presetS1 } from '@factorkit/core/policy';
import { throwingStorage } from '@factorkit/testkit';
import { afterEach, beforeEach, expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { createRequireMfa, mfaRouter, supportRouter } from '../src/index.ts';
import { openBrowser } from './browser.ts';
import { enableS1 } from './journey.ts';
import { startPortal, type TestPortal } from './portal.ts';

const policy: Policy = {
  ...presetS1,
  id: 'guards',
  rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m', live: true } } }],
};

let portal: TestPortal;
beforeEach(async () => {
  portal = await startPortal({ policy });
});
afterEach(() => portal.close());

const CHALLENGE =
  'Bearer error="insufficient_user_authentication", ' +
  'error_description="A stronger or more recent authentication is required"';

test('FE10 the compiler knows the actions of a policy', () => {
  const typed = {
    ...presetS1,
    rules: [
      { id: 'pay', actions: { payout: { of: ['totp'] }, refund: { of: ['totp'] } } },
      { id: 'staff', signIn: { of: ['totp'] } },
    ],
  } as const satisfies Policy;
  expectTypeOf<ActionNames<typeof typed>>().toEqualTypeOf<'payout' | 'refund'>();
  type Needed = Parameters<ReturnType<typeof createRequireMfa<ActionNames<typeof typed>>>>[0];
  expectTypeOf<{ readonly action: 'refund' }>().toExtend<Needed>();
  expectTypeOf<{ readonly action: 'payouts' }>().not.toExtend<Needed>();
});

test('a portal answers with its own page, programs get theirs, and no way on leads past the guard', async () => {
  const browser = openBrowser(portal);
  await browser.logIn('bert');
  const page = await browser.open('/pages', { headers: { accept: 'text/html' } });
  expect([page.status, page.text]).toEqual([401, '<p>insufficient</p>']);
  const stranger = await openBrowser(portal).open('/pages', { headers: { accept: 'text/html' } });
  expect(stranger.text).toBe('<p>signed-out</p>');
  const program = await browser.open('/pages', { headers: { accept: 'application/json' } });
  expect(program.headers.get('www-authenticate')).toBe(`${CHALLENGE}, max_age="300"`);
  expect((await browser.open('/pages?next=on')).status).toBe(404);
  expect((await browser.open('/pages?next=broken')).status).toBe(500);
  expect(portal.done).toEqual([]);
});

test('A10 where the store or the session fails, the request does not pass', async () => {
  let down = false;
  const broken = await startPortal({
    policy,
    storage: throwingStorage(createMemoryStorage(), () => down),
  });
  onTestFinished(() => broken.close());
  const browser = openBrowser(broken);
  await enableS1(broken, browser);
  expect((await browser.open('/payment')).status).toBe(200);
  down = true;
  expect((await browser.open('/payment')).status).toBe(500);
  expect(broken.errors).toMatchObject([{ code: 'storage-failed' }]);
  expect(broken.done).toEqual(['payment']);
});

test('what a guard or a router cannot work with stops the start, and says why', () => {
  const { mfa } = portal;
  const host = { currentUser: async () => undefined, raise: async () => {}, signOut: async () => {} };
  const requireMfa = createRequireMfa({ mfa, host });
  // Programs without types, and options that came from elsewhere.
  const wrong = [
    // No rule of the policy names it: found when the program starts, and not by a customer.
    { action: 'payuot' },
    {},
    null,
    'payout',
    { action: '' },
    { action: 'pay out' },
    { action: 7 },
    { action: 'payout', requirement: { of: ['totp'] } },
    { requirement: {} },
    { requirement: { of: ['totq'] } },
    { requirement: { of: ['totp'], maxAge: '15 min' } },
    { actoin: 'payout' },
  ];
  for (const need of wrong) {
    expect([need, failureOf(() => Reflect.apply(requireMfa, undefined, [need]))]).toEqual([
      need,
      expect.stringMatching(/^(configuration|policy)-invalid: /),
    ]);
  }
  for (const [options, word] of [
    [{ host }, 'mfa.requireAssurance'],
    [{ mfa }, 'host.currentUser'],
    [{ mfa, host: {} }, 'host.currentUser'],
  ] as const) {
    expect(failureOf(() => Reflect.apply(createRequireMfa, undefined, [options]))).toContain(word);
  }
  expect(failureOf(() => Reflect.apply(mfaRouter, undefined, [{ mfa, host: {} }]))).toContain(
    'host.currentUser',
  );
  expect(failureOf(() => Reflect.apply(supportRouter, undefined, [{ mfa, host }]))).toContain(
    'host.authorise',
  );
});

function failureOf(start: () => unknown): string {
  try {
    start();
  } catch (error) {
    return error instanceof MfaError ? `${error.code}: ${error.message}` : String(error);
  }
  return 'started';
}
