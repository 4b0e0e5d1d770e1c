import { createMfa, type Mfa, type MfaOptions, type TenantMfa, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { lint, type Policy } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { challengeFor, enrol, KEY, passwordSession, plainPolicy, START, type World } from './world.ts';

interface Tenants {
  readonly mfa: TenantMfa;
  readonly asked: string[];
  readonly clock: ReturnType<typeof createFakeClock>;
}

/** Two policies of one id: `strict` asks everybody to enrol, `loose` nobody. */
function openTenants(): Tenants {
  const clock = createFakeClock({ nowMs: START });
  const asked: string[] = [];
  const policies: { readonly [tenant: string]: Policy } = {
    loose: plainPolicy,
    strict: { ...plainPolicy, rules: [{ id: 'all', enrol: { of: ['totp'] } }] },
    wrong: { ...plainPolicy, methods: { sms: { allow: 'yes' } } },
  };
  const options: Omit<MfaOptions, 'policy'> = {
    issuer: 'Example Portal',
    keys: [KEY],
    storage: createMemoryStorage(),
    methods: [totp()],
    portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
    clock: clock.now,
    random: createSeededRandom(3),
  };
  const policy = async (tenant: string): Promise<Policy | undefined> => {
    asked.push(tenant);
    return policies[tenant];
  };
  return { mfa: createMfa({ ...options, policy }), asked, clock };
}

function signIn(mfa: Mfa, userId: string): ReturnType<Mfa['beginSignIn']> {
  return mfa.beginSignIn({ userId, user: { accountName: userId }, firstFactor: { method: 'password' } });
}

test('A14 each tenant has its own policy, asked for once and kept for five minutes', async () => {
  const { mfa, asked, clock } = openTenants();
  const kinds: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    kinds.push((await signIn(await mfa.forTenant('loose'), 'anna')).kind);
    kinds.push((await signIn(await mfa.forTenant('strict'), 'anna')).kind);
  }
  expect(kinds).toEqual(['complete', 'enrol', 'complete', 'enrol', 'complete', 'enrol']);
  expect(asked).toEqual(['loose', 'strict']);
  clock.advance(300_000);
  await Promise.all([mfa.forTenant('loose'), mfa.forTenant('loose')]);
  expect(asked).toEqual(['loose', 'strict', 'loose']);
});

test('A14 a token of one tenant is none of another, even where the policies have one id', async () => {
  const { mfa, clock } = openTenants();
  const loose = await mfa.forTenant('loose');
  const strict = await mfa.forTenant('strict');
  const anna = await enrol({ mfa: loose, clock } as World, 'anna', await passwordSession(loose, 'anna'));
  const { token } = await challengeFor(loose, 'anna');
  const given = { token, factorId: anna.factorId, response: anna.phone.code(clock.now()) };
  expect(await strict.verify(given)).toEqual({ kind: 'refused', reason: 'invalid-token' });
  expect((await loose.verify(given)).kind).toBe('complete');
});

test('A14 a session of one tenant is refused at another, and where there are none', async () => {
  const { mfa } = openTenants();
  const loose = await mfa.forTenant('loose');
  const strict = await mfa.forTenant('strict');
  const caller = await passwordSession(loose, 'anna');
  expect(caller.assurance.tenant).toBe('loose');
  const again = await loose.reauthenticate({ caller, password: 'x' });
  expect(again).toMatchObject({ kind: 'complete', assurance: { tenant: 'loose' } });
  const refused = { code: 'input-invalid', message: expect.stringContaining('this tenant') };
  for (const call of [
    () => strict.describe({ caller }),
    () => strict.beginStepUp({ caller, intent: { kind: 'manage' } }),
    () => strict.requireAssurance({ caller, need: { requirement: { of: ['password'] } } }),
    () => strict.beginEnrolment({ caller, method: 'totp' }),
    () => strict.removeFactor({ caller, factorId: 'x' }),
    () => strict.revokeTrustedDevices({ caller, all: true }),
    () => strict.verify({ token: 'x', response: '000000', caller }),
    () => strict.recovery.cancel({ caller }),
  ]) {
    await expect(call()).rejects.toMatchObject(refused);
  }
  const { tenant: _, ...assurance } = caller.assurance;
  await expect(loose.describe({ caller: { ...caller, assurance } })).rejects.toMatchObject(refused);
});

test('A14 an unknown tenant and one whose policy cannot be used are refused, and are asked for again', async () => {
  const { mfa, asked } = openTenants();
  for (let turn = 0; turn < 2; turn++) {
    await expect(mfa.forTenant('nobody')).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(mfa.forTenant('wrong')).rejects.toMatchObject({ code: 'configuration-invalid' });
  }
  expect(asked).toEqual(['nobody', 'wrong', 'nobody', 'wrong']);
  await expect(mfa.forTenant('')).rejects.toMatchObject({ code: 'input-invalid' });
  await expect(mfa.forTenant('x'.repeat(65))).rejects.toMatchObject({ code: 'input-invalid' });
});

test('A14 at most 1000 tenants are kept: the one not asked for longest gives way', async () => {
  const asked: string[] = [];
  const mfa = createMfa({
    issuer: 'Example Portal',
    keys: [KEY],
    storage: createMemoryStorage(),
    methods: [totp()],
    portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
    clock: () => START,
    policy: (tenant) => {
      asked.push(tenant);
      return plainPolicy;
    },
  });
  await mfa.forTenant('first');
  for (let number = 1; number <= 999; number++) await mfa.forTenant(`tenant-${number}`);
  await mfa.forTenant('first');
  await mfa.forTenant('one-more');
  await mfa.forTenant('first');
  expect(asked).toHaveLength(1001);
  await mfa.forTenant('tenant-1');
  expect(asked).toHaveLength(1002);
});

test('A14 what is done for all tenants needs no policy', async () => {
  const { mfa, clock } = openTenants();
  const loose = await mfa.forTenant('loose');
  await enrol({ mfa: loose, clock } as World, 'anna', await passwordSession(loose, 'anna'));
  expect((await mfa.exportAccount({ userId: 'anna' })).factors).toHaveLength(1);
  expect((await mfa.readEvents({ userId: 'anna', limit: 10 })).events.length).toBeGreaterThan(0);
  await mfa.eraseAccount({ userId: 'anna' });
  expect((await signIn(loose, 'anna')).kind).toBe('complete');
  expect(lint(plainPolicy).filter(({ severity }) => severity === 'error')).toEqual([]);
});
