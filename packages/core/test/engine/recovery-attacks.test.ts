import { type Policy, presetS0, presetS1, type RecoveryRule } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { openNotified } from './notified.ts';
import {
  approve,
  codeOf,
  complete,
  enrolToken,
  kim,
  lee,
  lost,
  newPhone,
  recovered,
  user,
  viewOf,
} from './recoverer.ts';
import { stores } from './stores.ts';
import { appSetup, challengeFor, codeSession, enrol, openWorld, plainPolicy, sessionOf } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Optional to enrol, with one recovery path besides the backup codes. */
function policyWith(rule: Partial<RecoveryRule>, more: Partial<Policy> = {}): Policy {
  const support: RecoveryRule = {
    via: 'support',
    verify: { checks: ['identity'] },
    grants: 'enrolment',
    resets: 'on-confirmation',
    ...rule,
  };
  return { ...plainPolicy, recovery: [support, { via: 'backup-code', grants: 'session' }], ...more };
}

const WRONG = ['AAAA-AAAA', 'BBBB-BBBB', 'CCCC-CCCC', 'DDDD-DDDD', 'EEEE-EEEE'];

describe.each(stores)('on $name', ({ open }) => {
  test('FA1 anyone who has only the password does not complete what staff approved for the owner', async () => {
    const verify = { checks: ['identity', 'call-back'], approvals: 2 } as const;
    const world = await openWorld({ open, policy: policyWith({ verify, hold: '24h' }) });
    const owner = await enrol(world, 'anna');
    const { id } = await lost(world.mfa);
    const first = await codeOf(approve(world.mfa, id, kim, ['identity']));
    const second = await codeOf(approve(world.second, id, lee, ['call-back']));
    world.clock.advance(DAY);
    const { token } = await challengeFor(world.mfa, 'anna');
    for (const code of [undefined, '', 'passwords', 7 as never, {} as never]) {
      const answer = await world.mfa.recovery.complete({
        token,
        via: 'support',
        ...(code === undefined ? {} : { code }),
      });
      expect(answer).toEqual({ kind: 'refused', reason: 'malformed-response' });
    }
    // One approver's part is as wrong as any other code, and so is one part twice.
    for (const code of [...WRONG.slice(0, 2), first, `${first}${first}`]) {
      expect(await world.mfa.recovery.complete({ token, via: 'support', code })).toMatchObject({
        kind: 'rejected',
      });
    }
    expect(await world.mfa.recovery.complete({ token, via: 'support', code: second + first })).toMatchObject({
      kind: 'completed',
    });
    const { factors } = await world.mfa.support.describe({ userId: 'anna', user });
    expect(factors.map((factor) => factor.id)).toEqual([owner.factorId]);
  });

  test('FA1 wrong codes slow down and never use the code up; while locked the right one is refused', async () => {
    const world = await openWorld({ open, policy: policyWith({}) });
    await enrol(world, 'anna');
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    for (const [index, wrong] of WRONG.entries()) {
      const { kind } = await complete(index % 2 ? world.mfa : world.second, wrong);
      expect(kind).toBe(index < 4 ? 'rejected' : 'locked');
    }
    const retryAt = world.clock.now() + 30_000;
    expect(await complete(world.mfa, code)).toEqual({ kind: 'locked', retryAt });
    let wait = 30_000;
    for (let guess = 0; guess < 150; guess++) {
      world.clock.advance(wait);
      const answer = await complete(world.mfa, WRONG[0] ?? '');
      if (answer.kind !== 'locked') throw new Error(answer.kind);
      expect(answer.retryAt - world.clock.now()).toBe(Math.min(wait * 2, HOUR));
      wait = Math.min(wait * 2, HOUR);
    }
    world.clock.advance(wait);
    expect(await complete(world.mfa, code)).toMatchObject({ kind: 'completed' });
    expect(await complete(world.mfa, code)).toEqual({ kind: 'refused', reason: 'used' });
  });

  test('FA2 FA5 a sign-in with the old factor ends an approved recovery', async () => {
    const world = await openWorld({ open, policy: policyWith({}) });
    const owner = await enrol(world, 'anna');
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    await codeSession(world, owner);
    expect(await complete(world.mfa, code)).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
    expect((await world.events('anna')).at(-1)).toMatchObject({
      type: 'recovery.ended',
      because: 'factor-shown',
      granted: false,
    });
  });
});

describe('the end of a recovery', () => {
  test('FA2 a change of the factors ends it, by adding as by removing', async () => {
    for (const change of ['add', 'remove'] as const) {
      const world = await openWorld({ policy: policyWith({}) });
      const owner = await enrol(world, 'anna');
      const caller = await codeSession(world, owner);
      const second = await enrol(world, 'anna', caller, 'Tablet');
      const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
      if (change === 'add') await enrol(world, 'anna', caller, 'Third');
      else await world.mfa.removeFactor({ caller, factorId: second.factorId });
      expect(await complete(world.mfa, code)).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
      const ended = (await world.events('anna')).filter(({ type }) => type === 'recovery.ended');
      expect(ended).toMatchObject([{ because: 'factors-changed' }]);
    }
  });

  test('FA3 the way to a new factor is open to the session that holds the grant, once, and not for life', async () => {
    const world = await openWorld({ policy: policyWith({}) });
    await enrol(world, 'anna');
    const { person } = await newPhone(world, await recovered(world));
    const caller = await codeSession(world, person);
    world.clock.advance(30 * DAY);
    expect(await world.mfa.beginEnrolment({ caller, method: 'totp' })).toMatchObject({
      kind: 'proof-required',
    });
  });

  test('FA3 a grant ends by itself: an hour to enrol in, and its token with it', async () => {
    const world = await openWorld({ policy: policyWith({}) });
    await enrol(world, 'anna');
    const caller = { token: await recovered(world) };
    world.clock.advance(HOUR - 1);
    const { factorId, setup } = appSetup(await world.mfa.beginEnrolment({ caller, method: 'totp' }));
    world.clock.advance(1);
    const response = authenticatorFromUri(setup.uri).code(world.clock.now());
    expect(await world.mfa.confirmEnrolment({ caller, factorId, response })).toMatchObject({
      kind: 'refused',
      reason: 'expired',
    });
  });

  test('FA3 a session that a recovery gave has what replaces the factor for a day, and no other session has', async () => {
    const policy = policyWith(
      { grants: 'session', resets: 'nothing' },
      { rules: [{ id: 'p', actions: { payout: { of: ['password'] } } }] },
    );
    const world = await openWorld({ policy });
    await enrol(world, 'anna');
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    const done = await complete(world.mfa, code);
    if (done.kind !== 'completed' || done.next.kind !== 'complete') throw new Error(done.kind);
    const { grant: _, ...bare } = done.next.assurance;
    const need = { action: 'payout' };
    const held = sessionOf('anna', done.next.assurance);
    expect(await world.mfa.requireAssurance({ caller: held, need })).toEqual({ kind: 'sufficient' });
    for (const assurance of [bare, { ...bare, grant: 'another' }]) {
      const caller = sessionOf('anna', assurance);
      expect(await world.mfa.requireAssurance({ caller, need })).toMatchObject({ kind: 'insufficient' });
    }
    world.clock.advance(DAY);
    expect(await world.mfa.requireAssurance({ caller: held, need })).toMatchObject({ kind: 'insufficient' });
  });

  test('FA5 cancelled after it was used: every session ends, the stamp changes, and the owner is told so', async () => {
    const town = await openNotified({ policy: policyWith({ grants: 'session', resets: 'nothing' }) });
    const revocations: string[] = [];
    const server = town.server({
      portal: { ...town.portal, revokeSessions: async (userId) => void revocations.push(userId) },
    });
    await enrol(town, 'anna');
    const code = await codeOf(approve(server, (await lost(server)).id));
    const stamp = await server.securityStamp({ userId: 'anna' });
    const done = await complete(server, code);
    if (done.kind !== 'completed' || done.next.kind !== 'complete') throw new Error(done.kind);
    await server.dispatchNotices({ everyone: true });
    const { cancelToken = '' } = town.messages.find(({ about }) => about === 'recovery.requested') ?? {};
    revocations.length = 0;
    expect(await server.recovery.cancel({ cancelToken })).toEqual({
      kind: 'cancelled',
      sessions: { kind: 'revoked', scope: 'all' },
    });
    expect(revocations).toEqual(['anna']);
    expect(await server.securityStamp({ userId: 'anna' })).not.toBe(stamp);
    town.messages.length = 0;
    await server.dispatchNotices({ everyone: true });
    expect(town.messages[0]).toMatchObject({ about: 'recovery.revoked' });
    expect(town.messages[0]?.text).toMatch(/Every session was ended/);
    expect(town.messages[0]?.text).not.toMatch(/[Nn]othing was changed/);
    const attacker = sessionOf('anna', done.next.assurance);
    expect(await server.beginEnrolment({ caller: attacker, method: 'totp' })).toMatchObject({
      kind: 'proof-required',
    });
  });

  test('FA5 the owner signs in with the factor that the grant would replace: the session that it gave ends', async () => {
    const world = await openWorld({ policy: policyWith({ grants: 'session', resets: 'nothing' }) });
    const owner = await enrol(world, 'anna');
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    await complete(world.mfa, code);
    const before = world.revocations.length;
    await codeSession(world, owner);
    expect(world.revocations.slice(before)).toEqual([{ userId: 'anna' }]);
  });

  test('FA15 the set-up replaces the lost factor, no matter who acknowledges the codes', async () => {
    const policy = policyWith({}, { backupCodes: { issue: 'first-setup', acknowledge: 'gate' } });
    const world = await openWorld({ policy });
    const owner = await enrol(world, 'anna');
    const other = await codeSession(world, owner);
    const caller = { token: await recovered(world) };
    const { factorId, setup } = appSetup(await world.mfa.beginEnrolment({ caller, method: 'totp' }));
    const response = authenticatorFromUri(setup.uri).code(world.clock.now());
    const confirmed = await world.mfa.confirmEnrolment({ caller, factorId, response });
    expect(confirmed.kind).toBe('acknowledge');
    expect(await world.mfa.acknowledgeBackupCodes({ caller: other, factorId })).toMatchObject({
      kind: 'acknowledged',
      activated: [factorId],
    });
    const view = await world.mfa.support.describe({ userId: 'anna', user });
    expect(view.factors.map(({ id }) => id)).toEqual([factorId]);
    expect(view.recoveries).toEqual([]);
  });
});

describe('with the old factors switched off on approval', () => {
  test.each([presetS0, presetS1])(
    'S0.18 S1.15 the password alone leads to the field for the code and nowhere else, also after the code expired: $id',
    async (preset) => {
      const [rule] = preset.recovery;
      const world = await openWorld({
        policy: policyWith({ ...rule, handover: 'staff', verify: { checks: ['identity'] } }),
      });
      const owner = await enrol(world, 'anna');
      const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
      for (const later of [0, 8 * DAY, 300 * DAY]) {
        world.clock.advance(later);
        const { token, challenge } = await challengeFor(world.mfa, 'anna');
        expect(challenge).toMatchObject({ options: [], backupCode: false, switchedOff: true });
        const response = owner.phone.code(world.clock.now());
        expect(await world.mfa.verify({ token, factorId: owner.factorId, response })).toEqual({
          kind: 'suspended',
        });
        expect(await world.mfa.verifyBackupCode({ token, code: owner.backupCodes[0] })).toMatchObject({
          kind: 'refused',
        });
        expect(await world.mfa.beginEnrolment({ caller: { token }, method: 'totp' })).toMatchObject({
          kind: 'refused',
        });
        expect(
          await world.mfa.recovery.complete({ token, via: 'support', code: WRONG[0] ?? '' }),
        ).toMatchObject(later === 0 ? { kind: 'rejected' } : { reason: 'unknown-recovery' });
      }
      // The desk can help again under the same rules.
      const again = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
      expect(await complete(world.mfa, code)).toMatchObject({ kind: 'rejected' });
      const { person } = await newPhone(world, enrolToken(await complete(world.mfa, again)));
      await codeSession(world, person);
    },
  );

  test('a cancellation puts them back', async () => {
    const world = await openWorld({ policy: policyWith({ resets: 'on-approval' }) });
    const owner = await enrol(world, 'anna');
    const { id } = await lost(world.mfa);
    await approve(world.mfa, id);
    await world.mfa.recovery.cancel({ userId: 'anna', staff: lee, note: 'the owner called' });
    await codeSession(world, owner);
    const { token } = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.verifyBackupCode({ token, code: owner.backupCodes[0] })).toMatchObject({
      kind: 'complete',
    });
  });

  test('a session that showed one of them before still cancels, and nothing else', async () => {
    const world = await openWorld({ policy: policyWith({ resets: 'on-approval' }) });
    const owner = await enrol(world, 'anna');
    const caller = await codeSession(world, owner);
    world.clock.advance(60_000);
    await approve(world.mfa, (await lost(world.mfa)).id);
    expect(await world.mfa.beginEnrolment({ caller, method: 'totp' })).not.toMatchObject({ kind: 'begun' });
    const { evidence } = caller.assurance;
    const assurance = {
      ...caller.assurance,
      evidence: evidence.filter(({ method }) => method === 'password'),
    };
    const bare = { ...caller, assurance };
    expect(await world.mfa.recovery.cancel({ caller: bare })).not.toMatchObject({ kind: 'cancelled' });
    expect(await world.mfa.recovery.cancel({ caller })).toMatchObject({ kind: 'cancelled' });
    await codeSession(world, owner);
  });

  test('FA6 with a hold they sign in until the code is used, so that the owner can still say no', async () => {
    const world = await openWorld({ policy: policyWith({ resets: 'on-approval', hold: '1d' }) });
    const owner = await enrol(world, 'anna');
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    world.clock.advance(DAY);
    expect((await challengeFor(world.mfa, 'anna')).challenge).toMatchObject({ switchedOff: false });
    await complete(world.mfa, code);
    const { token, challenge } = await challengeFor(world.mfa, 'anna');
    expect(challenge).toMatchObject({ options: [], switchedOff: true });
    const response = owner.phone.code(world.clock.now());
    expect(await world.mfa.verify({ token, factorId: owner.factorId, response })).toEqual({
      kind: 'suspended',
    });
  });
});

describe('a code', () => {
  test('FA6 of somebody who approves later has a hold of its own', async () => {
    const world = await openWorld({ policy: policyWith({ hold: '1d' }) });
    await enrol(world, 'anna');
    const { id } = await lost(world.mfa);
    const first = await codeOf(approve(world.mfa, id, kim));
    world.clock.advance(DAY);
    const second = await codeOf(approve(world.mfa, id, lee));
    const until = world.clock.now() + DAY;
    expect(await complete(world.mfa, second)).toEqual({ kind: 'denied', reason: 'held', until });
    expect(await complete(world.mfa, first)).toMatchObject({ kind: 'completed' });
  });

  test('is replaced when the same person approves again, and the hold begins again', async () => {
    const world = await openWorld({ policy: policyWith({ hold: '1d' }) });
    await enrol(world, 'anna');
    const { id } = await lost(world.mfa);
    const first = await codeOf(approve(world.mfa, id));
    world.clock.advance(6 * DAY);
    const second = await codeOf(approve(world.mfa, id));
    expect(await complete(world.mfa, second)).toMatchObject({ reason: 'held' });
    world.clock.advance(DAY);
    expect(await complete(world.mfa, first)).toMatchObject({ kind: 'rejected' });
    // It outlives the hold by a week.
    world.clock.advance(7 * DAY - 1);
    expect(await complete(world.mfa, second)).toMatchObject({ kind: 'completed' });
  });

  test('belongs to one recovery of one user', async () => {
    const world = await openWorld({ policy: policyWith({}) });
    await enrol(world, 'anna');
    const { id } = await lost(world.mfa);
    const first = await codeOf(approve(world.mfa, id));
    await world.mfa.recovery.cancel({ userId: 'anna', staff: kim, note: 'a mistake' });
    const again = viewOf(
      await world.mfa.recovery.request({ userId: 'anna', user, via: 'support', staff: lee }),
    );
    await approve(world.mfa, again.id);
    expect(await complete(world.mfa, first)).toMatchObject({ kind: 'rejected' });
  });

  test('is not asked for where the policy says "none" by name', async () => {
    const world = await openWorld({ policy: policyWith({ handover: 'none' }) });
    await enrol(world, 'anna');
    const approved = await approve(world.mfa, (await lost(world.mfa)).id);
    expect(approved).not.toHaveProperty('code');
    const { token } = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.recovery.complete({ token, via: 'support' })).toMatchObject({ kind: 'completed' });
  });
});

describe('cancelling', () => {
  test('FA11 anyone who asks gets no means to cancel, and a request after a cancellation waits', async () => {
    const town = await openNotified({ policy: policyWith({}) });
    const owner = await enrol(town, 'anna');
    const caller = await codeSession(town, owner);
    await town.mfa.dispatchNotices({ everyone: true });
    let asked = 0;
    const pauses: number[] = [];
    for (let round = 0; round < 100; round++) {
      const { token } = await challengeFor(town.mfa, 'anna');
      const answer = await town.mfa.recovery.request({ token, via: 'support' });
      if (answer.kind === 'requested') {
        asked += 1;
        expect(JSON.stringify(answer)).not.toMatch(/cancelToken|fkc1/);
        await town.mfa.recovery.cancel({ caller });
      } else if (answer.kind === 'denied') {
        expect(answer.reason).toBe('cool-down');
        pauses.push((answer.until ?? 0) - town.clock.now());
      }
      town.clock.advance(60_000);
    }
    expect(asked).toBe(2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(2 * HOUR);
    // Staff do not wait: no stranger keeps the owner from being helped.
    const request = { userId: 'anna', user, via: 'support', staff: kim } as const;
    expect(await town.mfa.recovery.request(request)).toMatchObject({ kind: 'requested' });
  });

  test('after two cancellations by link the desk goes on with two approvals, without the link, and every contact is told', async () => {
    const town = await openNotified({ policy: policyWith({ resets: 'on-confirmation' }) });
    await enrol(town, 'anna');
    const link = async (): Promise<string> => {
      town.messages.length = 0;
      await town.mfa.dispatchNotices({ everyone: true });
      return town.messages.find(({ about }) => about === 'recovery.requested')?.cancelToken ?? 'none';
    };
    for (let round = 0; round < 2; round++) {
      await lost(town.mfa);
      expect(await town.mfa.recovery.cancel({ cancelToken: await link() })).toMatchObject({
        kind: 'cancelled',
      });
      town.clock.advance(DAY);
    }
    // By the user it is a request like any other; the desk takes it over.
    const { id } = await lost(town.mfa);
    const attackersLink = await link();
    const request = { userId: 'anna', user, via: 'support', staff: { id: 'ann' } } as const;
    const taken = viewOf(await town.mfa.recovery.request(request));
    expect(taken).toMatchObject({ id, contested: true, approvalsNeeded: 2 });
    town.messages.length = 0;
    await town.mfa.dispatchNotices({ everyone: true });
    expect(town.messages.map(({ about, to, cancelToken }) => [about, to.id, cancelToken])).toEqual([
      ['recovery.requested', 'mail', undefined],
      ['recovery.requested', 'phone', undefined],
    ]);
    expect(await town.mfa.recovery.cancel({ cancelToken: attackersLink })).toEqual({
      kind: 'refused',
      reason: 'contested',
    });
    const first = await codeOf(approve(town.mfa, id, kim));
    expect(await complete(town.mfa, first)).toMatchObject({ reason: 'held' });
    const second = await codeOf(approve(town.mfa, id, lee));
    expect(await complete(town.mfa, first + second)).toMatchObject({ kind: 'completed' });
  });

  test('L5 a session that came in by the recovery, or by a backup code, does not cancel', async () => {
    const world = await openWorld({ policy: policyWith({ grants: 'session', resets: 'nothing' }) });
    const owner = await enrol(world, 'anna');
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    const done = await complete(world.mfa, code);
    if (done.kind !== 'completed' || done.next.kind !== 'complete') throw new Error(done.kind);
    const attacker = sessionOf('anna', done.next.assurance);
    expect(await world.mfa.recovery.cancel({ caller: attacker })).toMatchObject({ kind: 'proof-required' });
    const { evidence } = done.next.assurance;
    const shown = { method: 'totp', factorId: owner.factorId, at: world.clock.now(), traits: [] } as const;
    const assurance = { ...done.next.assurance, evidence: [...evidence, shown] };
    const { grant: _, ...own } = assurance;
    expect(await world.mfa.recovery.cancel({ caller: sessionOf('anna', own) })).toMatchObject({
      kind: 'cancelled',
    });
  });

  test('L5 the link cancels once, and no other recovery; nothing else is a link', async () => {
    const town = await openNotified({ policy: policyWith({}) });
    await enrol(town, 'anna');
    const request = { userId: 'anna', user, via: 'support', staff: kim } as const;
    await town.mfa.recovery.request(request);
    await town.mfa.dispatchNotices({ everyone: true });
    const { cancelToken = '' } = town.messages.find(({ about }) => about === 'recovery.requested') ?? {};
    expect(await town.mfa.recovery.cancel({ cancelToken })).toMatchObject({ kind: 'cancelled' });
    await town.mfa.recovery.request(request);
    expect(await town.mfa.recovery.cancel({ cancelToken })).toMatchObject({ reason: 'unknown-recovery' });
    const { token } = await challengeFor(town.mfa, 'anna');
    for (const bad of [`${cancelToken}x`, token, '', 'fkc1..', 7 as never]) {
      expect(await town.mfa.recovery.cancel({ cancelToken: bad })).toMatchObject({ reason: 'invalid-token' });
    }
  });

  test('closes the set-up that the recovery had opened', async () => {
    const world = await openWorld({ policy: policyWith({}) });
    await enrol(world, 'anna');
    const caller = { token: await recovered(world) };
    const { factorId, setup } = appSetup(await world.mfa.beginEnrolment({ caller, method: 'totp' }));
    await world.mfa.recovery.cancel({ userId: 'anna', staff: kim, note: 'the owner called' });
    const response = authenticatorFromUri(setup.uri).code(world.clock.now());
    expect(await world.mfa.confirmEnrolment({ caller, factorId, response })).toMatchObject({
      kind: 'refused',
      reason: 'superseded',
    });
    expect((await challengeFor(world.mfa, 'anna')).challenge.options).toHaveLength(1);
  });
});

test('FA32 with "gate", the old backup codes work until the new ones are acknowledged', async () => {
  const policy: Policy = {
    ...plainPolicy,
    backupCodes: { issue: 'first-setup', acknowledge: 'gate' },
  };
  const world = await openWorld({ policy });
  const owner = await enrol(world, 'anna');
  const caller = await codeSession(world, owner);
  const redeem = async (code: string | undefined): Promise<string> => {
    const { token } = await challengeFor(world.mfa, 'anna');
    return (await world.mfa.verifyBackupCode({ token, code })).kind;
  };
  const made = await world.mfa.regenerateBackupCodes({ caller });
  if (made.kind !== 'regenerated') throw new Error(made.kind);
  expect(await redeem(made.backupCodes[0])).toBe('rejected');
  expect(await redeem(owner.backupCodes[0])).toBe('complete');
  await world.mfa.acknowledgeBackupCodes({ caller });
  expect(await redeem(owner.backupCodes[1])).toBe('rejected');
  expect(await redeem(made.backupCodes[0])).toBe('complete');
});
