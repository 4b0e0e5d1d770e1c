import { createMfa, emailCode, type Mfa, type MfaOptions, type Portal, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { type Policy, presetS1, presetS2, presetS4 } from '@factorkit/core/policy';
import { createMailbox } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import { openNotified, toldOf } from './notified.ts';
import { challengeFor, enrol, openWorld, plainPolicy } from './world.ts';

const ALL: Portal = {
  verifyPassword: async () => false,
  revokeSessions: async () => {},
  contacts: async () => [],
  notify: async () => {},
};

function start(policy: Policy, missing: readonly (keyof Portal)[], options: Partial<MfaOptions> = {}): Mfa {
  const portal = Object.fromEntries(
    Object.entries(ALL).filter(([hook]) => !missing.some((name) => name === hook)),
  );
  return createMfa({
    issuer: 'Example Portal',
    keys: [{ id: '1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage: createMemoryStorage(),
    methods: [totp(), emailCode({ delivery: createMailbox() })],
    policy,
    portal,
    ...options,
  });
}

const { on: _, ...silent } = plainPolicy;
const never = [
  { event: 'mfa.enabled', do: [] },
  { event: 'factor.removed', do: [] },
] as const;

describe('a policy that needs a hook', () => {
  it.each<[string, keyof Portal, Policy, RegExp]>([
    [
      'FA8 ends sessions by name',
      'revokeSessions',
      plainPolicy,
      /policy\.on ends sessions after mfa\.enabled/,
    ],
    ['FA8 ends sessions by default', 'revokeSessions', silent, /sessions end after mfa\.enabled by default/],
    [
      'FA8 ends sessions by the default of the one event that it does not name',
      'revokeSessions',
      { ...plainPolicy, on: [{ event: 'mfa.enabled', do: ['notify'] }] },
      /sessions end after factor\.removed by default/,
    ],
    [
      'FA27 says notify',
      'notify',
      { ...plainPolicy, on: [{ event: 'password.changed', do: ['notify'] }] },
      /policy\.on notifies the user of password\.changed/,
    ],
    ['FA27 offers a recovery', 'notify', presetS1, /notified of a recovery by policy\.recovery\[0\]/],
    [
      'FA27 tells users and does not know where',
      'contacts',
      presetS1,
      /portal\.notify needs the contacts of the user/,
    ],
    [
      'FA27 allows codes by email',
      'contacts',
      { ...plainPolicy, methods: { email: { allow: 'yes' } } },
      /allows email, whose codes are sent to a contact/,
    ],
    ['FE14 asks for the password', 'verifyPassword', presetS4, /policy\.manage\.proof asks for the password/],
    [
      'FE14 asks for the password before an action',
      'verifyPassword',
      {
        ...plainPolicy,
        rules: [{ id: 'r', actions: { pay: { any: [{ of: [{ method: ['password'] }] }] } } }],
      },
      /policy\.rules\[0\]\.actions\.pay asks for the password/,
    ],
  ])('%s: does not start without it, and says why', (_name, hook, policy, why) => {
    // Without contacts there is nobody to notify: that is another message.
    const missing: readonly (keyof Portal)[] =
      hook === 'contacts' && policy.methods.email ? ['contacts', 'notify'] : [hook];
    const fails = (): Mfa => start(policy, missing);
    expect(fails).toThrow(expect.objectContaining({ code: 'configuration-invalid' }));
    expect(fails).toThrow(new RegExp(`portal\\.${hook} is missing`));
    expect(fails).toThrow(why);
    expect(() => start(policy, [])).not.toThrow();
  });

  it('starts without hooks where it needs none', () => {
    const needsNothing: Policy = { ...presetS2, on: never };
    expect(() =>
      start(needsNothing, ['revokeSessions', 'contacts', 'notify', 'verifyPassword']),
    ).not.toThrow();
  });

  it('FA27 texts that are undefined are the English ones', async () => {
    const town = await openNotified({ policy: presetS1, notices: { texts: undefined } });
    await enrol(town, 'anna');
    await town.mfa.dispatchNotices({ everyone: true });
    expect(town.messages[0]?.subject).toContain('Two-factor authentication was turned on');
  });
});

describe('a process that sends no notices', () => {
  const desk = { notices: { dispatchedElsewhere: true } } as const;

  it('FA27 writes them by the policy, and the process that has notify sends them', async () => {
    const town = await openNotified({ policy: presetS1 });
    const quiet = town.server({ policy: presetS1, portal: without('notify'), ...desk });
    await enrol({ ...town, mfa: quiet }, 'anna');
    const { token } = await challengeFor(quiet, 'anna');
    expect((await quiet.recovery.request({ token, via: 'support' })).kind).toBe('requested');
    await expect(quiet.dispatchNotices({ everyone: true })).rejects.toMatchObject({
      code: 'configuration-invalid',
    });
    await town.mfa.dispatchNotices({ everyone: true });
    expect(toldOf(town.messages)).toEqual([
      'mfa.enabled -> mail',
      'mfa.enabled -> phone',
      'recovery.requested -> mail',
      'recovery.requested -> phone',
    ]);
  });

  it('FA27 is told to start so, where the policy needs notices', () => {
    expect(() => start(presetS1, ['notify'])).toThrow(/Pass it, or set notices\.dispatchedElsewhere/);
    expect(() => start(presetS1, ['notify'], desk)).not.toThrow();
  });

  it('keeps none where the policy tells of nothing and no process is said to send them', async () => {
    const world = await openWorld({ policy: plainPolicy, portal: without('notify') });
    await enrol(world, 'anna');
    expect(await world.storage.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });
});

function without(hook: keyof Portal): Portal {
  return { [hook]: undefined } as unknown as Portal;
}
