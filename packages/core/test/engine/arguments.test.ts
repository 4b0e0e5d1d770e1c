import { createRequire } from 'node:module';
import type { Assurance, Mfa, RequestSource, User } from '@factorkit/core';
import { parseOtpauthUri } from '@factorkit/core/otp';
import { describe, expect, it } from 'vitest';
import { appSetup, challengeFor, enrol, openWorld, passwordSession, plainPolicy } from './world.ts';

const { IncomingMessage } = createRequire(import.meta.url)('node:http') as typeof import('node:http');

const user: User = { accountName: 'anna' };
const firstFactor = { method: 'password' } as const;
const assurance: Assurance = {
  userId: 'anna',
  evidence: [{ method: 'password', at: 1, traits: [] }],
  amr: ['pwd'],
  level: 'single-factor',
  authenticatedAt: 1,
};
const caller = { userId: 'anna', user, assurance };
const staff = { id: 'kim' };

/** Every call of the engine, with an argument that is as documented. */
const GOOD: { readonly [call: string]: (mfa: Mfa, change: object) => unknown } = {
  beginSignIn: (mfa, change) => mfa.beginSignIn({ userId: 'anna', user, firstFactor, ...change }),
  beginStepUp: (mfa, change) => mfa.beginStepUp({ caller, intent: { kind: 'manage' }, ...change }),
  requireAssurance: (mfa, change) => mfa.requireAssurance({ caller, need: { action: 'pay' }, ...change }),
  reauthenticate: (mfa, change) => mfa.reauthenticate({ caller, password: 'x', ...change }),
  describe: (mfa, change) => mfa.describe({ caller, ...change }),
  beginEnrolment: (mfa, change) => mfa.beginEnrolment({ caller, method: 'totp', ...change }),
  postponeEnrolment: (mfa, change) => mfa.postponeEnrolment({ caller: { token: '' }, ...change }),
  resumeEnrolment: (mfa, change) => mfa.resumeEnrolment({ caller, factorId: 'f', ...change }),
  sendEnrolmentCode: (mfa, change) => mfa.sendEnrolmentCode({ caller, factorId: 'f', ...change }),
  confirmEnrolment: (mfa, change) =>
    mfa.confirmEnrolment({ caller, factorId: 'f', response: '1', ...change }),
  acknowledgeBackupCodes: (mfa, change) => mfa.acknowledgeBackupCodes({ caller, ...change }),
  renameFactor: (mfa, change) => mfa.renameFactor({ caller, factorId: 'f', label: 'x', ...change }),
  setPrimary: (mfa, change) => mfa.setPrimary({ caller, factorId: 'f', ...change }),
  removeFactor: (mfa, change) => mfa.removeFactor({ caller, factorId: 'f', ...change }),
  regenerateBackupCodes: (mfa, change) => mfa.regenerateBackupCodes({ caller, ...change }),
  listTrustedDevices: (mfa, change) => mfa.listTrustedDevices({ caller, ...change }),
  revokeTrustedDevices: (mfa, change) => mfa.revokeTrustedDevices({ caller, deviceId: 'd', ...change }),
  passwordChanged: (mfa, change) => mfa.passwordChanged({ userId: 'anna', ...change }),
  securityStamp: (mfa, change) => mfa.securityStamp({ userId: 'anna', ...change }),
  sendCode: (mfa, change) => mfa.sendCode({ token: '', factorId: 'f', ...change }),
  createCeremonyOptions: (mfa, change) => mfa.createCeremonyOptions({ token: '', method: 'totp', ...change }),
  verify: (mfa, change) => mfa.verify({ token: '', response: '1', ...change }),
  readEvents: (mfa, change) => mfa.readEvents({ userId: 'anna', limit: 1, ...change }),
  exportEvents: (mfa, change) => allOf(mfa.exportEvents({ userId: 'anna', ...change })),
  exportAccount: (mfa, change) => mfa.exportAccount({ userId: 'anna', ...change }),
  eraseAccount: (mfa, change) => mfa.eraseAccount({ userId: 'anna', ...change }),
  dispatchNotices: (mfa, change) => mfa.dispatchNotices({ userId: 'anna', ...change }),
  rotateKeys: (mfa, change) => allOf(mfa.rotateKeys({ ...change })),
  'recovery.request': (mfa, change) =>
    mfa.recovery.request({ userId: 'anna', user, staff, via: 'support', ...change }),
  'recovery.approve': (mfa, change) =>
    mfa.recovery.approve({ userId: 'anna', user, requestId: 'r', staff, checks: [], note: 'n', ...change }),
  'recovery.cancel': (mfa, change) => mfa.recovery.cancel({ userId: 'anna', staff, note: 'n', ...change }),
  'recovery.complete': (mfa, change) => mfa.recovery.complete({ token: '', via: 'support', ...change }),
  'support.describe': (mfa, change) => mfa.support.describe({ userId: 'anna', user, ...change }),
  'support.unlock': (mfa, change) =>
    mfa.support.unlock({ userId: 'anna', target: 't', staff, note: 'n', ...change }),
  'support.revokeTrustedDevices': (mfa, change) =>
    mfa.support.revokeTrustedDevices({ userId: 'anna', staff, note: 'n', ...change }),
};

async function allOf(lines: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

type Wrong = readonly [call: string, change: object, member: string];

const deep = (change: object): object => ({ caller: { ...caller, ...change } });
const shown = (change: object): object =>
  deep({ assurance: { ...assurance, evidence: [{ ...assurance.evidence[0], ...change }] } });

const WRONG: readonly Wrong[] = [
  ['beginSignIn', { userId: 7 }, 'userId'],
  ['beginSignIn', { user: null }, 'user'],
  ['beginSignIn', { user: { accountName: 7 } }, 'user.accountName'],
  ['beginSignIn', { user: { accountName: 'a', roles: 'admin' } }, 'user.roles'],
  ['beginSignIn', { user: { accountName: 'a', groups: [7] } }, 'user.groups[0]'],
  ['beginSignIn', { user: { accountName: 'a', attributes: { plan: null } } }, 'user.attributes.plan'],
  ['beginSignIn', { user: { accountName: 'a', attributes: 'x' } }, 'user.attributes'],
  ['beginSignIn', { user: { accountName: 'a', risk: 'HIGH' } }, 'user.risk'],
  ['beginSignIn', { firstFactor: undefined }, 'firstFactor'],
  ['beginSignIn', { firstFactor: { method: 'guess' } }, 'firstFactor.method'],
  ['beginSignIn', { firstFactor: { ...firstFactor, traits: 'user-verified' } }, 'firstFactor.traits'],
  ['beginSignIn', { firstFactor: { ...firstFactor, traits: {} } }, 'firstFactor.traits'],
  ['beginSignIn', { firstFactor: { ...firstFactor, traits: ['strong'] } }, 'firstFactor.traits[0]'],
  ['beginSignIn', { firstFactor: { ...firstFactor, at: new Date(0) } }, 'firstFactor.at'],
  ['beginSignIn', { firstFactor: { ...firstFactor, at: '1' } }, 'firstFactor.at'],
  ['beginSignIn', { firstFactor: { ...firstFactor, through: 'mail' } }, 'firstFactor.through'],
  [
    'beginSignIn',
    { firstFactor: { ...firstFactor, through: { channel: 'email', contactId: '\ud800' } } },
    'firstFactor.through.contactId',
  ],
  ['beginStepUp', { intent: undefined }, 'intent'],
  ['beginStepUp', { intent: { kind: 'fly' } }, 'intent.kind'],
  ['beginStepUp', { intent: { kind: 'toString' } }, 'intent.kind'],
  ['beginStepUp', { intent: { kind: ['manage'] } }, 'intent.kind'],
  ['beginStepUp', { intent: { kind: 'enrol' } }, 'intent.method'],
  ['beginStepUp', { intent: { kind: 'remove', factorId: 7 } }, 'intent.factorId'],
  ['beginStepUp', { intent: { kind: 'action' } }, 'intent.name'],
  ['beginStepUp', { intent: { kind: 'requirement', requirement: { of: 'totp' } } }, 'intent.requirement.of'],
  ['requireAssurance', { need: {} }, 'need'],
  ['requireAssurance', { need: { action: 7 } }, 'need.action'],
  ['requireAssurance', { need: { requirement: { off: ['totp'] } } }, 'need.requirement.off'],
  ['reauthenticate', { password: 7 }, 'password'],
  ['describe', deep({ userId: 7 }), 'caller.userId'],
  ['describe', deep({ user: undefined }), 'caller.user'],
  ['describe', deep({ assurance: undefined }), 'caller.assurance'],
  ['describe', deep({ assurance: { ...assurance, userId: 'ben' } }), 'caller.assurance'],
  ['describe', deep({ assurance: { ...assurance, evidence: {} } }), 'caller.assurance.evidence'],
  [
    'describe',
    deep({ assurance: { ...assurance, authenticatedAt: 'now' } }),
    'caller.assurance.authenticatedAt',
  ],
  ['describe', shown({ at: '2026-11-21' }), 'caller.assurance.evidence[0].at'],
  ['describe', shown({ traits: 'device-bound' }), 'caller.assurance.evidence[0].traits'],
  ['describe', shown({ method: undefined }), 'caller.assurance.evidence[0].method'],
  ['describe', deep({ sessionId: 7 }), 'caller.sessionId'],
  ['beginEnrolment', { method: 7 }, 'method'],
  ['beginEnrolment', { contactId: 7 }, 'contactId'],
  ['beginEnrolment', { replaces: {} }, 'replaces'],
  ['postponeEnrolment', { caller: {} }, 'caller.token'],
  ['resumeEnrolment', { factorId: undefined }, 'factorId'],
  ['sendEnrolmentCode', { factorId: 7 }, 'factorId'],
  ['confirmEnrolment', { factorId: null }, 'factorId'],
  ['renameFactor', { label: 7 }, 'label'],
  ['revokeTrustedDevices', { deviceId: undefined }, 'deviceId'],
  ['revokeTrustedDevices', { deviceId: 7 }, 'deviceId'],
  ['revokeTrustedDevices', { deviceId: 'd', all: true }, 'deviceId'],
  ['passwordChanged', { sessionId: 7 }, 'sessionId'],
  ['sendCode', { factorId: 7 }, 'factorId'],
  ['createCeremonyOptions', { method: undefined }, 'method'],
  ['verify', { factorId: 7 }, 'factorId'],
  ['verify', { trustDevice: { name: 7 } }, 'trustDevice.name'],
  ['verify', { trustDevice: true }, 'trustDevice'],
  ['verify', { caller: { userId: 'anna' } }, 'caller.assurance'],
  ['recovery.request', { via: 7 }, 'via'],
  ['recovery.request', { staff: { id: ' ' } }, 'staff.id'],
  ['recovery.approve', { checks: 'identity' }, 'checks'],
  ['recovery.approve', { requestId: 7 }, 'requestId'],
  ['recovery.approve', { note: ' ' }, 'note'],
  ['recovery.cancel', { requestId: 7 }, 'requestId'],
  ['support.unlock', { target: 7 }, 'target'],
  ['rotateKeys', { batch: '100' }, 'batch'],
];

describe('an argument of the wrong type', () => {
  it.each(WRONG)('FA34 %s(%j) is input-invalid, and names %s', async (call, change, member) => {
    const { mfa } = await openWorld({ policy: plainPolicy });
    await expect((async () => GOOD[call]?.(mfa, change))()).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(new RegExp(`^${member.replace(/[[\].]/g, '\\$&')}: expected `)),
    });
  });

  it.each(Object.keys(GOOD))('FA34 %s without an object is input-invalid', async (call) => {
    const { mfa } = await openWorld({ policy: plainPolicy });
    const [group = '', name] = call.split('.');
    const holder: object = name === undefined ? mfa : Reflect.get(mfa, group);
    for (const input of [null, 7, 'anna', ...(call === 'rotateKeys' ? [] : [undefined])]) {
      const made = async (): Promise<unknown> => {
        const outcome: unknown = await Reflect.apply(Reflect.get(holder, name ?? group), holder, [input]);
        return call === 'exportEvents' || call === 'rotateKeys'
          ? allOf(outcome as AsyncIterable<unknown>)
          : outcome;
      };
      await expect(made(), String(input)).rejects.toMatchObject({ code: 'input-invalid' });
    }
  });

  it('FA34 is refused before the store is asked', async () => {
    const world = await openWorld({ policy: plainPolicy });
    const asked: string[] = [];
    const storage = new Proxy(world.storage, {
      get: (target, name, receiver) => {
        asked.push(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    const mfa = world.server({ storage });
    asked.length = 0;
    for (const [call, change] of WRONG)
      await (async () => GOOD[call]?.(mfa, change))().catch(() => undefined);
    expect(asked).toEqual([]);
  });

  it('FE11 a numeric id is told what to pass', async () => {
    const { mfa } = await openWorld();
    for (const userId of [7, 7n]) {
      const begun = mfa.beginSignIn({ userId: userId as unknown as string, user, firstFactor });
      await expect(begun).rejects.toThrow('userId: expected text, such as String(id)');
    }
  });

  it('FA34 does not say the value', async () => {
    const { mfa } = await openWorld({ policy: plainPolicy });
    const canary = 'hunter2';
    const wrong: readonly (readonly [string, object])[] = [
      ['beginSignIn', { firstFactor: { method: canary } }],
      ['beginSignIn', { firstFactor: { ...firstFactor, at: canary, traits: [canary] } }],
      ['beginSignIn', { user: { ...user, risk: canary } }],
      ['beginSignIn', { userId: `${canary}\ud800` }],
      ['beginStepUp', { intent: { kind: canary } }],
      ['beginStepUp', { intent: { kind: 'requirement', requirement: canary } }],
      ['requireAssurance', { need: { requirement: { of: [canary] } } }],
      ['describe', shown({ at: canary })],
      ['reauthenticate', { password: [canary] }],
      ['readEvents', { limit: canary }],
      ['recovery.approve', { checks: canary }],
    ];
    for (const [call, change] of wrong) {
      const refused = (async () => GOOD[call]?.(mfa, change))();
      const error = await refused.then(String, (thrown: unknown) => thrown);
      expect(error, call).toMatchObject({
        code: 'input-invalid',
        message: expect.not.stringContaining(canary),
      });
    }
  });

  it('FA34 members that are not documented, and getters, reach nothing', async () => {
    const world = await openWorld({ policy: plainPolicy });
    class HostUser {
      get accountName(): string {
        return 'anna';
      }
      readonly passwordHash = 'canary-hash';
    }
    const signIn = await world.mfa.beginSignIn({ userId: 'anna', user: new HostUser(), firstFactor });
    if (signIn.kind !== 'complete') throw new Error(signIn.kind);
    const session = { ...signIn.assurance, secret: 'canary-session' };
    const stepUp = await world.mfa.beginStepUp({
      caller: { userId: 'anna', user, assurance: session },
      intent: { kind: 'enrol', method: 'totp', canary: 'x' } as { kind: 'enrol'; method: 'totp' },
    });
    expect(JSON.stringify(stepUp)).not.toContain('canary');
  });
});

describe('everybody', () => {
  it.each(['readEvents', 'exportEvents', 'dispatchNotices'])(
    'FA24 %s takes a missing or undefined userId for an error, and everyone by name',
    async (call) => {
      const world = await openWorld({
        portal: { revokeSessions: async () => {}, contacts: async () => [], notify: async () => {} },
      });
      for (const change of [
        { userId: undefined },
        { userId: undefined, everyone: undefined },
        { userId: undefined, everyone: false },
        { userId: undefined, everyone: 1 },
        { userId: null },
        { everyone: true },
      ]) {
        const refused = (async () => GOOD[call]?.(world.mfa, change))();
        await expect(refused, JSON.stringify(change)).rejects.toMatchObject({ code: 'input-invalid' });
      }
      await (async () => GOOD[call]?.(world.mfa, { userId: undefined, everyone: true }))();
    },
  );
});

describe('where a request came from', () => {
  const sourceOf = async (source: unknown): Promise<unknown> => {
    const world = await openWorld();
    await world.mfa.passwordChanged({ userId: 'anna', source: source as RequestSource });
    const [event] = await world.events('anna');
    expect(event?.type).toBe('password.changed');
    return event?.source;
  };

  it('FA12 is two texts, whatever else the framework’s request holds', async () => {
    const request = new IncomingMessage(null as never);
    request.headers = { cookie: 'session=canary', authorization: 'Bearer canary' };
    const circular = Object.assign(request, { ip: '192.0.2.7', userAgent: 'Firefox', self: request });
    expect(await sourceOf(circular)).toEqual({ ip: '192.0.2.7', userAgent: 'Firefox' });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'somewhere'],
    ['an empty object', {}],
    ['texts that are none', { ip: 7, userAgent: ['Firefox'] }],
    ['empty texts', { ip: '', userAgent: '' }],
    [
      'getters that throw',
      {
        get ip(): string {
          throw new Error('no');
        },
        get userAgent(): string {
          throw new Error('no');
        },
      },
    ],
    ['a revoked proxy', revokedProxy()],
  ])('FA12 is left out for %s', async (_, source) => {
    expect(await sourceOf(source)).toBeUndefined();
  });

  it('FA12 is bounded, well-formed and on one line', async () => {
    const source = { ip: `::1\n${'x'.repeat(100)}`, userAgent: `\ud800\0\u2028${'y'.repeat(252)}😀tail` };
    expect(await sourceOf(source)).toEqual({
      ip: `::1\uFFFD${'x'.repeat(60)}`,
      userAgent: `\uFFFD\uFFFD\uFFFD${'y'.repeat(252)}\uFFFD`,
    });
  });

  it('FA12 of a session and of a token caller is read too', async () => {
    const world = await openWorld({ policy: plainPolicy });
    const session = await passwordSession(world.mfa, 'anna');
    const source = { ip: '192.0.2.7', headers: { cookie: 'canary' } } as RequestSource;
    await world.mfa.beginEnrolment({ caller: { ...session, source }, method: 'totp' });
    expect((await world.events('anna'))[0]?.source).toEqual({ ip: '192.0.2.7' });
  });
});

describe('a label', () => {
  it.each([
    ['a\r\n\r\nb\0', 'a b'],
    ['Key \u202eyek\u2066', 'Key yek'],
    ['مفتاح\u200f (2)', 'مفتاح\u200f (2)'],
    ['👩🏽\u200d🚀', '👩🏽\u200d🚀'],
    ['\u200b', undefined],
    ['\u3164\u00ad', undefined],
    ['\u202e', undefined],
  ])('FA12 %j is shown as %j: on one line, in its own order, and visible', async (label, shown) => {
    const world = await openWorld({ policy: plainPolicy });
    const session = await passwordSession(world.mfa, 'anna');
    const begun = world.mfa.beginEnrolment({ caller: session, method: 'totp', label });
    if (shown === undefined) await expect(begun).rejects.toMatchObject({ code: 'input-invalid' });
    else expect(await begun).toMatchObject({ enrolment: { label: shown } });
  });
});

describe('an account name', () => {
  it.each([
    ['@anna:chat.example', '@anna\uFF1Achat.example'],
    ['CORP\\anna', 'CORP\\anna'],
    ['urn:user:17', 'urn\uFF1Auser\uFF1A17'],
    [':', '\uFF1A'],
    ['anna\nberg', 'anna berg'],
    ['Anna Ünï 😀', 'Anna Ünï 😀'],
    ['anna%3Aberg', 'anna%3Aberg'],
    ['\ud800anna', '\uFFFDanna'],
  ])('FA23 %j signs in, enrols and is shown by the app as %j', async (accountName, shownName) => {
    const world = await openWorld({ policy: plainPolicy, issuer: 'Chat: Example' });
    const signIn = await world.mfa.beginSignIn({ userId: 'anna', user: { accountName }, firstFactor });
    if (signIn.kind !== 'complete') throw new Error(signIn.kind);
    const session = { userId: 'anna', user: { accountName }, assurance: signIn.assurance };
    const { setup } = appSetup(await world.mfa.beginEnrolment({ caller: session, method: 'totp' }));
    expect(parseOtpauthUri(setup.uri)).toMatchObject({ issuer: 'Chat\uFF1A Example', account: shownName });
    expect(setup.issuer).toBe('Chat: Example');
    const person = await enrol(world, 'anna', session);
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = person.phone.code(world.clock.now());
    expect((await world.mfa.verify({ token, factorId: person.factorId, response })).kind).toBe('complete');
  });
});

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
