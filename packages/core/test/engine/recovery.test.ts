import { type AuditEvent, totp } from '@factorkit/core';
import { type Policy, presetS0, presetS3, presetWorkforce } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
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
import {
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  type Person,
  plainPolicy,
  sessionOf,
  tally,
  type World,
  wrongCode,
} from './world.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Only apps, so that the tests need no other part. */
function appsOnly({ methods: { totp: app }, rules, manage, ...policy }: Policy): Policy {
  return {
    ...policy,
    methods: { totp: { ...app, allow: 'yes' } },
    rules: rules
      .filter(({ id }) => !['administrators', 'spare-key'].includes(id))
      .map(({ enrol: asked, actions, ...rule }) => ({
        ...rule,
        ...(asked ? { enrol: { of: ['totp'] } } : {}),
        ...(actions ? { actions: { payout: { of: ['totp'], maxAge: '5m' } } } : {}),
      })),
    manage: { proof: { of: ['totp', 'backup-code'], maxAge: '15m' } },
  };
}

const s0 = appsOnly(presetS0);
const workforce = appsOnly(presetWorkforce);
const s3 = appsOnly(presetS3);

async function firstEnrolment(world: World): Promise<Person> {
  const signIn = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  if (signIn.kind === 'complete') return enrol(world, 'anna');
  if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
  return (await newPhone(world, signIn.token)).person;
}

const both = ['identity-document', 'manager-call'];

describe.each(stores)('on $name', ({ open }) => {
  test('S0.17 S0.18 support switches the old method off after verifying who it is; with the code, the user sets up a new one', async () => {
    const world = await openWorld({ open, policy: s0 });
    const person = await firstEnrolment(world);
    const { token, challenge } = await challengeFor(world.mfa, 'anna');
    expect(challenge.recovery).toEqual([{ via: 'support', handover: 'staff', state: { kind: 'open' } }]);
    const request = viewOf(await world.mfa.recovery.request({ token, via: 'support' }));
    expect(request).toMatchObject({
      checks: [{ name: 'identity', done: false }],
      approvalsNeeded: 1,
      state: { kind: 'requested' },
    });
    // Requested is not granted: the lost factor is still asked for.
    expect((await challengeFor(world.second, 'anna')).challenge.options).toHaveLength(1);
    const empty = await approve(world.second, request.id, kim, []);
    expect(empty).toMatchObject({ kind: 'approved', request: { state: { kind: 'requested' } } });
    expect(empty).not.toHaveProperty('code');
    const code = await codeOf(approve(world.second, request.id, kim));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const off = await challengeFor(world.mfa, 'anna');
    expect(off.challenge).toMatchObject({ options: [], backupCode: false, switchedOff: true });
    expect(off.challenge.recovery).toMatchObject([{ via: 'support', state: { kind: 'ready' } }]);
    const old = { factorId: person.factorId, response: person.phone.code(world.clock.now()) };
    expect(await world.mfa.verify({ token: off.token, ...old })).toEqual({ kind: 'suspended' });
    const before = world.revocations.length;
    const completed = await world.mfa.recovery.complete({ token: off.token, via: 'support', code });
    expect(world.revocations.slice(before)).toEqual([{ userId: 'anna' }]);
    const enrolling = enrolToken(completed);
    expect(await world.mfa.postponeEnrolment({ caller: { token: enrolling } })).toMatchObject({
      kind: 'denied',
    });
    const again = await newPhone(world, enrolling);
    expect(again.kind).toBe('complete');
    expect(again.person.secret).not.toBe(person.secret);
    const session = await codeSession(world, again.person);
    const { factors, recoveries } = await world.mfa.describe({ caller: session });
    expect(factors.map(({ id }) => id)).toEqual([again.person.factorId]);
    expect(recoveries).toEqual([]);
  });

  test('a set-up that may be put off leaves the recovered user in, and one that may not spends no token', async () => {
    const later: Policy = {
      ...s0,
      rules: [{ id: 'everyone', enrol: { of: ['totp'] }, signIn: { of: ['totp'] }, grace: { skips: 1 } }],
      recovery: [
        { via: 'support', verify: { checks: ['identity'] }, grants: 'session', resets: 'on-approval' },
      ],
    };
    const world = await openWorld({ open, policy: later });
    await firstEnrolment(world);
    const token = await recovered(world);
    const put = await world.mfa.postponeEnrolment({ caller: { token } });
    expect(put).toMatchObject({ kind: 'complete', assurance: { grant: expect.any(String) } });
    expect(await world.mfa.postponeEnrolment({ caller: { token } })).toEqual({
      kind: 'refused',
      reason: 'used',
    });
  });

  test('S1.15 S3.6 nothing is deleted before the new factor is confirmed, and then what was lost is', async () => {
    const world = await openWorld({ open, policy: workforce });
    const old = await firstEnrolment(world);
    const { id } = await lost(world.mfa);
    const first = await codeOf(approve(world.mfa, id, kim, both));
    const second = await codeOf(approve(world.second, id, lee, both));
    world.clock.advance(DAY);
    const { token, challenge } = await challengeFor(world.mfa, 'anna');
    expect(challenge.recovery).toEqual([{ via: 'support', handover: 'staff', state: { kind: 'ready' } }]);
    const code = `${second} ${first.toLowerCase()}`;
    const completed = await world.mfa.recovery.complete({ token, via: 'support', code });
    const enrolling = enrolToken(completed);
    const { factors } = await world.mfa.support.describe({ userId: 'anna', user });
    expect(factors).toMatchObject([{ id: old.factorId, state: { kind: 'open' } }]);
    const fresh = await newPhone(world, enrolling);
    const next = await challengeFor(world.mfa, 'anna');
    expect(next.challenge.options.map(({ factorId }) => factorId)).toEqual([fresh.person.factorId]);
    expect(next.challenge.recovery).toMatchObject([{ state: { kind: 'open' } }]);
    const response = old.phone.code(world.clock.now());
    expect(await world.mfa.verify({ token: next.token, factorId: old.factorId, response })).toMatchObject({
      reason: 'unknown-factor',
    });
    // A second factor in the same session removes nothing any more.
    const caller = await codeSession(world, fresh.person);
    await enrol(world, 'anna', caller, 'Tablet');
    expect((await world.mfa.describe({ caller })).factors).toHaveLength(2);
  });

  test('of 20 approvals by one person one counts, and of 20 completions with the code one takes effect', async () => {
    const world = await openWorld({ open, policy: workforce });
    await firstEnrolment(world);
    const { id } = await lost(world.mfa);
    const servers = [world.mfa, world.second];
    const approvals = await Promise.all(
      Array.from({ length: 20 }, (_, index) => approve(servers[index % 2] ?? world.mfa, id, kim, both)),
    );
    const { recoveries } = await world.mfa.support.describe({ userId: 'anna', user });
    expect(recoveries[0]?.approvals).toHaveLength(1);
    const codes = approvals.flatMap((answer) => (answer.kind === 'approved' ? (answer.code ?? []) : []));
    expect(new Set(codes).size).toBe(20);
    const last = await codeOf(approve(world.mfa, id, lee, both));
    world.clock.advance(DAY);
    const tries = [];
    // Each approval replaced the code of the one before: one of the twenty works.
    for (const code of codes) {
      const { token } = await challengeFor(world.mfa, 'anna');
      tries.push({ token, code: `${code}${last}` });
    }
    const results = await Promise.all(
      tries.map(({ token, code }, index) =>
        (servers[index % 2] ?? world.mfa).recovery.complete({ token, via: 'support', code }),
      ),
    );
    expect(results.filter(({ kind }) => kind === 'completed').length).toBeLessThanOrEqual(1);
    const done = (await world.events('anna')).filter(({ type }) => type === 'recovery.completed');
    expect(done.length).toBe(results.filter(({ kind }) => kind === 'completed').length);
  });

  test('FA1 of 20 completions with one code at once, one takes effect', async () => {
    const world = await openWorld({ open, policy: s0 });
    await firstEnrolment(world);
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    const tokens = [];
    for (let count = 0; count < 20; count++) tokens.push((await challengeFor(world.mfa, 'anna')).token);
    const servers = [world.mfa, world.second];
    const results = await Promise.all(
      tokens.map((token, index) =>
        (servers[index % 2] ?? world.mfa).recovery.complete({ token, via: 'support', code }),
      ),
    );
    expect(tally(results)).toEqual({ completed: 1, refused: 19 });
    const events = await world.events('anna');
    expect(events.filter(({ type }) => type === 'recovery.completed')).toHaveLength(1);
  });
});

describe('a recovery by support', () => {
  test('is asked for by who knows the password, or by staff, and by nobody else', async () => {
    const { mfa, clock } = await openWorld({ policy: plainPolicy });
    const world = await openWorld({ policy: s0 });
    await firstEnrolment(world);
    expect(await world.mfa.recovery.request({ token: 'fk1.nothing', via: 'support' })).toMatchObject({
      reason: 'invalid-token',
    });
    const { token } = await challengeFor(world.mfa, 'anna');
    for (const via of ['form', 'backup-code', 'x-none'] as const) {
      expect(await world.mfa.recovery.request({ token, via })).toEqual({
        kind: 'denied',
        reason: 'not-offered',
      });
    }
    await world.mfa.recovery.request({ token, via: 'support' });
    world.clock.advance(11 * MINUTE);
    expect(await world.mfa.recovery.request({ token, via: 'support' })).toMatchObject({ reason: 'expired' });
    expect(clock.now()).toBeGreaterThan(0);
    await expect(
      mfa.recovery.request({ userId: 'anna', user, via: 'support', staff: { id: '' } }),
    ).rejects.toMatchObject({ code: 'input-invalid' });
  });

  test('asked twice is asked once: the owner is not told again, and what was verified stays', async () => {
    const world = await openWorld({ policy: workforce });
    await firstEnrolment(world);
    const one = await lost(world.mfa);
    await approve(world.mfa, one.id, kim, both);
    const two = await lost(world.second);
    expect(two).toMatchObject({ id: one.id, approvals: [{ by: 'staff', checks: both }] });
    const events = await world.events('anna');
    expect(events.filter(({ type }) => type === 'recovery.requested')).toHaveLength(1);
  });

  test('FA28 staff who asked, and staff whose own account it is, approve nothing', async () => {
    const world = await openWorld({ policy: workforce });
    await firstEnrolment(world);
    const asked = await world.mfa.recovery.request({ userId: 'anna', user, via: 'support', staff: kim });
    const { id } = viewOf(asked);
    for (const staff of [kim, { id: 'anna' }]) {
      expect(await approve(world.mfa, id, staff, both)).toEqual({ kind: 'refused', reason: 'own-request' });
    }
    for (const staffId of [' lee', 'lee ', '']) {
      await expect(approve(world.mfa, id, { id: staffId }, both)).rejects.toMatchObject({
        code: 'input-invalid',
      });
    }
    const first = await codeOf(approve(world.mfa, id, lee, both));
    world.clock.advance(2 * DAY);
    expect(await complete(world.mfa, first)).toEqual({ kind: 'denied', reason: 'held' });
    const second = await codeOf(approve(world.mfa, id, { id: 'max' }, ['manager-call']));
    world.clock.advance(DAY);
    expect(await complete(world.mfa, first + second)).toMatchObject({ kind: 'completed' });
  });

  test('does not count before the checks, the approvals and the hold, and says until when', async () => {
    const world = await openWorld({ policy: workforce });
    await firstEnrolment(world);
    expect(await complete(world.mfa, 'AAAA-AAAA')).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
    const { id } = await lost(world.mfa);
    expect(await complete(world.mfa, 'AAAA-AAAA')).toEqual({ kind: 'denied', reason: 'not-verified' });
    const first = await codeOf(approve(world.mfa, id, kim, ['identity-document']));
    await approve(world.mfa, id, lee, []);
    expect(await complete(world.mfa, first)).toEqual({ kind: 'denied', reason: 'not-verified' });
    const second = await codeOf(approve(world.mfa, id, lee, ['manager-call']));
    const until = world.clock.now() + DAY;
    const code = first + second;
    expect(await complete(world.mfa, code)).toEqual({ kind: 'denied', reason: 'held', until });
    const { challenge } = await challengeFor(world.mfa, 'anna');
    expect(challenge.recovery[0]?.state).toEqual({ kind: 'held', until });
    world.clock.advance(DAY - 1);
    expect(await complete(world.mfa, code)).toMatchObject({ reason: 'held' });
    world.clock.advance(1);
    expect(await complete(world.mfa, code)).toMatchObject({ kind: 'completed', next: { kind: 'enrol' } });
    expect(await complete(world.mfa, code)).toEqual({ kind: 'refused', reason: 'used' });
    world.clock.advance(8 * DAY);
    expect(await complete(world.mfa, code)).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
  });

  test('a check that the policy does not name is a mistake, and nothing is approved', async () => {
    const world = await openWorld({ policy: s0 });
    await firstEnrolment(world);
    const { id } = await lost(world.mfa);
    await expect(approve(world.mfa, id, kim, ['identity', 'looked-nice'])).rejects.toMatchObject({
      code: 'input-invalid',
    });
    for (const note of ['', '  ', 'x'.repeat(501)]) {
      await expect(
        world.mfa.recovery.approve({ userId: 'anna', user, requestId: id, staff: kim, checks: [], note }),
      ).rejects.toMatchObject({ code: 'input-invalid' });
    }
    expect(await approve(world.mfa, 'another', kim, [])).toMatchObject({ reason: 'unknown-recovery' });
    const { recoveries } = await world.mfa.support.describe({ userId: 'anna', user });
    expect(recoveries[0]?.approvals).toEqual([]);
  });

  test('freezes the actions that the policy names, for as long as it says', async () => {
    const world = await openWorld({ policy: workforce });
    await firstEnrolment(world);
    const { id } = await lost(world.mfa);
    const first = await codeOf(approve(world.mfa, id, kim, both));
    const second = await codeOf(approve(world.mfa, id, lee, both));
    world.clock.advance(DAY);
    const token = enrolToken(await complete(world.mfa, first + second));
    const until = world.clock.now() + 3 * DAY;
    const { person } = await newPhone(world, token);
    const caller = await codeSession(world, person);
    const need = { action: 'payout' };
    expect(await world.mfa.requireAssurance({ caller, need })).toEqual({
      kind: 'denied',
      reason: 'held',
      until,
    });
    expect((await world.mfa.support.describe({ userId: 'anna', user })).freezes).toEqual([
      { action: 'payout', until },
    ]);
    world.clock.set(until);
    const later = await codeSession(world, person);
    expect(await world.mfa.requireAssurance({ caller: later, need })).toEqual({ kind: 'sufficient' });
  });

  test('P1 whose only factor is suspended is shown the recovery method, and can ask for it', async () => {
    const world = await openWorld({
      policy: { ...s0, throttle: { attempts: 1, lock: '1s', maxLock: '1s', cap: 2 } },
    });
    const person = await firstEnrolment(world);
    for (let guess = 0; guess < 2; guess++) {
      const { token } = await challengeFor(world.mfa, 'anna');
      const response = wrongCode(person, world.clock.now());
      await world.mfa.verify({ token, factorId: person.factorId, response });
      world.clock.advance(MINUTE);
    }
    const { token, challenge } = await challengeFor(world.mfa, 'anna');
    expect(challenge.options).toEqual([]);
    expect(challenge.recovery).toMatchObject([{ via: 'support', state: { kind: 'open' } }]);
    expect(await world.mfa.describeChallenge({ token })).toMatchObject({ kind: 'open' });
    expect(await world.mfa.recovery.request({ token, via: 'support' })).toMatchObject({ kind: 'requested' });
  });

  test('A10 the trail says who did what and why, with no secret', async () => {
    const world = await openWorld({ policy: s0 });
    const person = await firstEnrolment(world);
    const { id } = await lost(world.mfa);
    const code = await codeOf(approve(world.mfa, id));
    await complete(world.mfa, code);
    const events: readonly AuditEvent[] = (await world.events('anna')).slice(-3);
    expect(events).toMatchObject([
      { type: 'recovery.requested', requestId: id, via: 'support' },
      {
        type: 'recovery.approved',
        actor: { kind: 'staff', id: 'kim' },
        note: 'called back',
        checks: ['identity'],
        approvals: 1,
      },
      { type: 'recovery.completed', requestId: id },
    ]);
    const trail = JSON.stringify(await world.events('anna'));
    for (const secret of [code, code.replace('-', ''), person.secret]) expect(trail).not.toContain(secret);
    const state = (await world.storage.load('anna')).stored?.state ?? '';
    expect(state).not.toContain(code.replace('-', ''));
  });
});

describe('S3.6 a verified form', () => {
  test('lets in to enrol; the codes of before die with the new factor, and new ones are issued', async () => {
    const world = await openWorld({ policy: s3 });
    const old = await enrol(world, 'anna');
    const { id } = await lost(world.mfa, 'form');
    const code = await codeOf(approve(world.mfa, id, kim, ['verified-form']));
    const { person } = await newPhone(world, enrolToken(await complete(world.mfa, code, 'form')));
    expect(person.backupCodes).toHaveLength(10);
    const next = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.verifyBackupCode({ token: next.token, code: old.backupCodes[0] })).toMatchObject({
      kind: 'rejected',
    });
    expect(
      await world.mfa.verifyBackupCode({ token: next.token, code: person.backupCodes[0] }),
    ).toMatchObject({ kind: 'complete' });
  });

  test('FA18 a request by form does not block support: one of each path, and the first that completes ends the others', async () => {
    const policy: Policy = {
      ...s3,
      recovery: [
        ...s3.recovery,
        { via: 'support', verify: { checks: ['identity'] }, grants: 'enrolment', resets: 'on-confirmation' },
      ],
    };
    const world = await openWorld({ policy });
    await enrol(world, 'anna');
    await lost(world.mfa, 'form');
    const { token } = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.recovery.request({ token, via: 'support' })).toMatchObject({ kind: 'requested' });
    const { recoveries } = await world.mfa.support.describe({ userId: 'anna', user });
    expect(recoveries.map(({ via }) => via)).toEqual(['form', 'support']);
    const { person } = await newPhone(world, await recovered(world));
    const caller = await codeSession(world, person);
    expect((await world.mfa.describe({ caller })).recoveries).toEqual([]);
  });
});

test('a backup code brings with it what the policy lets follow a recovery', async () => {
  const policy: Policy = {
    ...plainPolicy,
    rules: [{ id: 'payouts', actions: { payout: { of: ['totp', 'backup-code'] } } }],
    recovery: [
      {
        via: 'backup-code',
        grants: 'session',
        after: { freeze: { actions: ['payout'], for: '1d' } },
      },
    ],
  };
  const world = await openWorld({ policy, methods: [totp()] });
  const person = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const verdict = await world.mfa.verifyBackupCode({ token, code: person.backupCodes[0] });
  if (verdict.kind !== 'complete') throw new Error(verdict.kind);
  const caller = sessionOf('anna', verdict.assurance);
  expect(await world.mfa.requireAssurance({ caller, need: { action: 'payout' } })).toMatchObject({
    kind: 'denied',
    reason: 'held',
  });
});
