import {
  type AuditEvent,
  type Mfa,
  type RecoveryRequested,
  type RecoveryView,
  type SignedIn,
  totp,
} from '@factorkit/core';
import { type Policy, presetS0, presetS1, presetS3, presetWorkforce } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { stores } from './stores.ts';
import {
  appSetup,
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  type Person,
  passwordSession,
  plainPolicy,
  sessionOf,
  tally,
  type World,
  wrongCode,
} from './world.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const user = { accountName: 'anna' };
const kim = { id: 'kim' };
const lee = { id: 'lee' };

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
        ...(actions ? { actions: { payout: { of: ['totp', 'support'], maxAge: '5m' } } } : {}),
      })),
    manage: { proof: { of: ['totp', 'backup-code'], maxAge: '15m' } },
  };
}

const s0 = appsOnly(presetS0);
const workforce = appsOnly(presetWorkforce);
const s3 = appsOnly(presetS3);

function viewOf(requested: RecoveryRequested): RecoveryView {
  if (requested.kind !== 'requested') throw new Error(JSON.stringify(requested));
  return requested.request;
}

/** A user who lost the phone: password right, and support asked for help. */
async function lost(
  mfa: Mfa,
  via: 'support' | 'form' = 'support',
): Promise<RecoveryView & { cancelToken: string }> {
  const { token } = await challengeFor(mfa, 'anna');
  const requested = await mfa.recovery.request({ token, via });
  const cancelToken = requested.kind === 'requested' ? (requested.cancelToken ?? '') : '';
  return { ...viewOf(requested), cancelToken };
}

function approve(
  mfa: Mfa,
  requestId: string,
  staff: { readonly id: string },
  checks: readonly string[],
): ReturnType<Mfa['recovery']['approve']> {
  return mfa.recovery.approve({ userId: 'anna', user, requestId, staff, checks, note: 'called back' });
}

/** Enrols where a policy asks for it before anything opens. */
async function enrolForced(world: World, token: string): Promise<{ person: Person; kind: string }> {
  const begun = await world.mfa.beginEnrolment({ caller: { token }, method: 'totp', label: 'New phone' });
  const { factorId, setup } = appSetup(begun);
  const phone = authenticatorFromUri(setup.uri);
  const confirmed = await world.mfa.confirmEnrolment({
    caller: { token },
    factorId,
    response: phone.code(world.clock.now()),
  });
  if (confirmed.kind !== 'active') throw new Error(JSON.stringify(confirmed));
  world.clock.advance(30_000);
  const backupCodes = confirmed.backupCodes ?? [];
  return {
    person: { userId: 'anna', phone, factorId, secret: setup.secret, backupCodes },
    kind: confirmed.next.kind,
  };
}

async function firstEnrolment(world: World): Promise<Person> {
  const signIn = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  if (signIn.kind === 'complete') return enrol(world, 'anna');
  if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
  return (await enrolForced(world, signIn.token)).person;
}

const both = ['identity-document', 'manager-call'];

describe.each(stores)('on $name', ({ open }) => {
  test('S0.17 S0.18 support resets after verifying who it is; the next sign-in has to set up a new method', async () => {
    const world = await openWorld({ open, policy: s0 });
    const person = await firstEnrolment(world);
    const { token, challenge } = await challengeFor(world.mfa, 'anna');
    expect(challenge.recovery).toEqual([{ via: 'support', state: { kind: 'open' } }]);
    const request = viewOf(await world.mfa.recovery.request({ token, via: 'support' }));
    expect(request).toMatchObject({
      checks: [{ name: 'identity', done: false }],
      approvalsNeeded: 1,
      state: { kind: 'requested' },
    });
    // Asked for is not given: the lost factor is still asked for.
    expect((await challengeFor(world.second, 'anna')).challenge.options).toHaveLength(1);
    expect(await approve(world.second, request.id, kim, [])).toMatchObject({ kind: 'approved', done: false });
    expect(await approve(world.second, request.id, kim, ['identity'])).toMatchObject({ done: true });
    expect(world.revocations.at(-1)).toEqual({ userId: 'anna' });
    const signIn = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
    if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
    expect(await world.mfa.postponeEnrolment({ caller: { token: signIn.token } })).toMatchObject({
      kind: 'denied',
    });
    const again = await enrolForced(world, signIn.token);
    expect(again.kind).toBe('complete');
    expect(again.person.secret).not.toBe(person.secret);
    await codeSession(world, again.person);
    const { challenge: next, token: late } = await challengeFor(world.mfa, 'anna');
    expect(next.options.map(({ factorId }) => factorId)).toEqual([again.person.factorId]);
    expect(
      await world.mfa.verify({
        token: late,
        factorId: again.person.factorId,
        response: person.phone.code(world.clock.now()),
      }),
    ).toMatchObject({ kind: 'rejected' });
  });

  test('S1.15 whoever is locked out is let back in once the registered address was checked, and not before', async () => {
    const world = await openWorld({ open, policy: presetS1 });
    await enrol(world, 'anna');
    const request = await lost(world.mfa);
    expect(await approve(world.mfa, request.id, kim, [])).toMatchObject({ done: false });
    expect(await approve(world.mfa, request.id, kim, ['registered-email'])).toMatchObject({ done: true });
    await passwordSession(world.mfa, 'anna');
    await enrol(world, 'anna');
  });

  test('S3.6 nothing is deleted before the new factor is confirmed, and then what was lost is', async () => {
    const world = await openWorld({ open, policy: workforce });
    const old = await firstEnrolment(world);
    const request = await lost(world.mfa);
    await approve(world.mfa, request.id, kim, both);
    await approve(world.mfa, request.id, lee, both);
    world.clock.advance(DAY);
    const { token, challenge } = await challengeFor(world.mfa, 'anna');
    expect(challenge.recovery).toEqual([{ via: 'support', state: { kind: 'ready' } }]);
    const completed = await world.mfa.recovery.complete({ token, via: 'support' });
    if (completed.kind !== 'completed' || completed.next.kind !== 'enrol') throw new Error(completed.kind);
    // The owner found the phone: it still works.
    await codeSession(world, old);
    const begun = await world.mfa.beginEnrolment({ caller: { token: completed.next.token }, method: 'totp' });
    expect(begun.kind).toBe('begun');
    world.clock.advance(30_000);
    await codeSession(world, old);
    const fresh = await enrolForced(world, completed.next.token);
    const { challenge: after, token: last } = await challengeFor(world.mfa, 'anna');
    expect(after.options.map(({ factorId }) => factorId)).toEqual([fresh.person.factorId]);
    expect(after.recovery).toEqual([{ via: 'support', state: { kind: 'open' } }]);
    const verdict = await world.mfa.verify({
      token: last,
      factorId: old.factorId,
      response: old.phone.code(world.clock.now()),
    });
    expect(verdict).toMatchObject({ kind: 'refused', reason: 'unknown-factor' });
    // A second factor in the same session kills nothing any more.
    const caller = await codeSession(world, fresh.person);
    await enrol(world, 'anna', caller, 'Tablet');
    const { factors } = await world.mfa.describe({ caller });
    expect(factors).toHaveLength(2);
  });

  test('of 20 approvals by one person one counts, and of 20 completions one takes effect', async () => {
    const world = await openWorld({ open, policy: workforce });
    await firstEnrolment(world);
    const { id } = await lost(world.mfa);
    const servers = [world.mfa, world.second];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => approve(servers[index % 2] ?? world.mfa, id, kim, both)),
    );
    expect((await world.mfa.support.describe({ userId: 'anna', user })).recovery?.approvals).toHaveLength(1);
    await approve(world.mfa, id, lee, []);
    world.clock.advance(DAY);
    const { token } = await challengeFor(world.mfa, 'anna');
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (servers[index % 2] ?? world.mfa).recovery.complete({ token, via: 'support' }),
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
    expect(two).toMatchObject({ id: one.id, approvals: [{ by: 'staff' }], cancelToken: '' });
    expect(one.cancelToken).not.toBe('');
    const events = await world.events('anna');
    expect(events.filter(({ type }) => type === 'recovery.requested')).toHaveLength(1);
  });

  test('approval by the requester: staff who asked, and staff whose own account it is, approve nothing', async () => {
    const world = await openWorld({ policy: workforce });
    await firstEnrolment(world);
    const asked = await world.mfa.recovery.request({ userId: 'anna', user, via: 'support', staff: kim });
    const { id } = viewOf(asked);
    expect(asked).not.toHaveProperty('cancelToken');
    for (const staff of [kim, { id: 'anna' }]) {
      expect(await approve(world.mfa, id, staff, both)).toEqual({ kind: 'refused', reason: 'own-request' });
    }
    await approve(world.mfa, id, lee, both);
    world.clock.advance(2 * DAY);
    const { token } = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.recovery.complete({ token, via: 'support' })).toEqual({
      kind: 'denied',
      reason: 'held',
    });
    await approve(world.mfa, id, { id: 'max' }, []);
    world.clock.advance(DAY);
    const next = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.recovery.complete({ token: next.token, via: 'support' })).toMatchObject({
      kind: 'completed',
    });
  });

  test('is worth nothing before the checks, the approvals and the hold, and says until when', async () => {
    const world = await openWorld({ policy: workforce });
    await firstEnrolment(world);
    const complete = async (): Promise<unknown> => {
      const { token } = await challengeFor(world.mfa, 'anna');
      return world.mfa.recovery.complete({ token, via: 'support' });
    };
    expect(await complete()).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
    const { id } = await lost(world.mfa);
    expect(await complete()).toEqual({ kind: 'denied', reason: 'not-verified' });
    await approve(world.mfa, id, kim, ['identity-document']);
    await approve(world.mfa, id, lee, []);
    expect(await complete()).toEqual({ kind: 'denied', reason: 'not-verified' });
    await approve(world.mfa, id, lee, ['manager-call']);
    const until = world.clock.now() + DAY;
    expect(await complete()).toEqual({ kind: 'denied', reason: 'held', until });
    const { challenge } = await challengeFor(world.mfa, 'anna');
    expect(challenge.recovery[0]?.state).toEqual({ kind: 'held', until });
    world.clock.advance(DAY - 1);
    expect(await complete()).toMatchObject({ reason: 'held' });
    world.clock.advance(1);
    expect(await complete()).toMatchObject({ kind: 'completed', next: { kind: 'enrol' } });
    // Abandoned half way, it goes on where it was, with nothing more written down.
    expect(await complete()).toMatchObject({ kind: 'completed', next: { kind: 'enrol' } });
    world.clock.advance(8 * DAY);
    expect(await complete()).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
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
    expect((await world.mfa.support.describe({ userId: 'anna', user })).recovery?.approvals).toEqual([]);
  });

  test('L5 a reset started by a thief is visible and is called off by the link, once', async () => {
    const world = await openWorld({ policy: workforce });
    const person = await firstEnrolment(world);
    const thiefs = await lost(world.mfa);
    await approve(world.mfa, thiefs.id, kim, both);
    await approve(world.mfa, thiefs.id, lee, both);
    const owner = await codeSession(world, person);
    expect((await world.mfa.describe({ caller: owner })).recovery).toMatchObject({
      id: thiefs.id,
      state: { kind: 'held' },
    });
    const { cancelToken } = thiefs;
    expect(await world.mfa.recovery.cancel({ cancelToken })).toEqual({ kind: 'cancelled' });
    expect(await world.mfa.recovery.cancel({ cancelToken })).toMatchObject({ reason: 'unknown-recovery' });
    world.clock.advance(DAY);
    const { token } = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.recovery.complete({ token, via: 'support' })).toMatchObject({
      reason: 'unknown-recovery',
    });
    // The link of the first calls off no second.
    await lost(world.mfa);
    expect(await world.mfa.recovery.cancel({ cancelToken })).toMatchObject({ reason: 'unknown-recovery' });
    expect(await world.mfa.recovery.cancel({ cancelToken: `${cancelToken}x` })).toMatchObject({
      reason: 'invalid-token',
    });
    expect(await world.mfa.recovery.cancel({ cancelToken: token })).toMatchObject({
      reason: 'invalid-token',
    });
  });

  test('L5 is called off by any session that shows a factor, and by none that came in by it', async () => {
    const world = await openWorld({ policy: workforce });
    const person = await firstEnrolment(world);
    const owner = await codeSession(world, person);
    const { id } = await lost(world.mfa);
    expect(await world.mfa.recovery.cancel({ caller: owner })).toEqual({ kind: 'cancelled' });
    const two = await lost(world.mfa);
    expect(two.id).not.toBe(id);
    const { assurance } = owner;
    const evidence = [
      ...assurance.evidence.filter(({ method }) => method !== 'totp'),
      { method: 'support' as const, at: world.clock.now(), traits: [] },
    ];
    const thief: SignedIn = sessionOf('anna', { ...assurance, evidence });
    expect(await world.mfa.recovery.cancel({ caller: thief })).toMatchObject({ kind: 'proof-required' });
    expect(await world.mfa.recovery.cancel({ userId: 'anna', staff: kim, note: 'the owner called' })).toEqual(
      { kind: 'cancelled' },
    );
    const cancelled = (await world.events('anna')).filter(({ type }) => type === 'recovery.cancelled');
    expect(cancelled.map(({ actor, note }) => [actor, note])).toEqual([
      [undefined, undefined],
      [{ kind: 'staff', id: 'kim' }, 'the owner called'],
    ]);
  });

  test('called off after it was used, the set-up that it opened is dead too', async () => {
    const world = await openWorld({ policy: workforce });
    await firstEnrolment(world);
    const { id, cancelToken } = await lost(world.mfa);
    await approve(world.mfa, id, kim, both);
    await approve(world.mfa, id, lee, both);
    world.clock.advance(DAY);
    const { token } = await challengeFor(world.mfa, 'anna');
    const completed = await world.mfa.recovery.complete({ token, via: 'support' });
    if (completed.kind !== 'completed' || completed.next.kind !== 'enrol') throw new Error(completed.kind);
    const caller = { token: completed.next.token };
    const { factorId, setup } = appSetup(await world.mfa.beginEnrolment({ caller, method: 'totp' }));
    await world.mfa.recovery.cancel({ cancelToken });
    const response = authenticatorFromUri(setup.uri).code(world.clock.now());
    expect(await world.mfa.confirmEnrolment({ caller, factorId, response })).toMatchObject({
      kind: 'refused',
      reason: 'superseded',
    });
    expect((await challengeFor(world.mfa, 'anna')).challenge.options).toHaveLength(1);
  });

  test('freezes the actions that the policy names, for as long as it says', async () => {
    const world = await openWorld({ policy: workforce });
    await firstEnrolment(world);
    const { id } = await lost(world.mfa);
    await approve(world.mfa, id, kim, both);
    await approve(world.mfa, id, lee, both);
    world.clock.advance(DAY);
    const { token } = await challengeFor(world.mfa, 'anna');
    const completed = await world.mfa.recovery.complete({ token, via: 'support' });
    if (completed.kind !== 'completed' || completed.next.kind !== 'enrol') throw new Error(completed.kind);
    const until = world.clock.now() + 3 * DAY;
    const { person } = await enrolForced(world, completed.next.token);
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

  test('P1 whose only factor is suspended is shown the way back in, and can ask for it', async () => {
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
    expect(challenge.recovery).toEqual([{ via: 'support', state: { kind: 'open' } }]);
    expect(await world.mfa.describeChallenge({ token })).toMatchObject({ kind: 'open' });
    expect(await world.mfa.recovery.request({ token, via: 'support' })).toMatchObject({ kind: 'requested' });
  });

  test('A10 the trail says who did what and why, with no secret', async () => {
    const world = await openWorld({ policy: s0 });
    const person = await firstEnrolment(world);
    const { id, cancelToken } = await lost(world.mfa);
    await approve(world.mfa, id, kim, ['identity']);
    const events: readonly AuditEvent[] = (await world.events('anna')).slice(-5);
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
      { type: 'factor.removed' },
      { type: 'mfa.disabled' },
    ]);
    expect(JSON.stringify(await world.events('anna'))).not.toContain(cancelToken);
    expect(JSON.stringify(await world.events('anna'))).not.toContain(person.secret);
  });
});

describe('S3.6 a verified form', () => {
  test('lets in to enrol; the codes of before die with the new factor, and new ones are issued', async () => {
    const world = await openWorld({ policy: s3 });
    const old = await enrol(world, 'anna');
    const { id } = await lost(world.mfa, 'form');
    await approve(world.mfa, id, kim, ['verified-form']);
    const { token } = await challengeFor(world.mfa, 'anna');
    const completed = await world.mfa.recovery.complete({ token, via: 'form' });
    if (completed.kind !== 'completed' || completed.next.kind !== 'enrol') throw new Error(completed.kind);
    const { person } = await enrolForced(world, completed.next.token);
    expect(person.backupCodes).toHaveLength(10);
    const next = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.verifyBackupCode({ token: next.token, code: old.backupCodes[0] })).toMatchObject({
      kind: 'rejected',
    });
    expect(
      await world.mfa.verifyBackupCode({ token: next.token, code: person.backupCodes[0] }),
    ).toMatchObject({ kind: 'complete' });
  });

  test('one way back in at a time', async () => {
    const policy: Policy = { ...s3, recovery: [...s3.recovery, { via: 'support', grants: 'enrolment' }] };
    const world = await openWorld({ policy });
    await enrol(world, 'anna');
    await lost(world.mfa, 'form');
    const { token } = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.recovery.request({ token, via: 'support' })).toEqual({
      kind: 'refused',
      reason: 'recovery-under-way',
    });
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
