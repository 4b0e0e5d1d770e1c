import { MfaError, type MfaOptions, type StorageAdapter } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { createFakeTimer, type FakeTimer } from './fake-timer.ts';
import { codePolicy, enrolCode, lastCode, openPost } from './post.ts';
import { challengeFor, codeSession, enrol, openWorld, passwordSession, plainPolicy } from './world.ts';

const never = (): Promise<never> => new Promise(() => undefined);
/** The default. */
const DEADLINE = 10_000;
const user = { accountName: 'anna' };
const firstFactor = { method: 'password' } as const;

/** What a call comes to when everything that waits misses its deadline. */
async function overdue(time: FakeTimer, call: Promise<unknown>): Promise<string> {
  const outcome = call.then(
    (answer) => JSON.stringify(answer),
    (error: unknown) => (error instanceof MfaError ? `${error.code}: ${error.message}` : String(error)),
  );
  for (let rounds = 0; rounds < 4; rounds++) {
    await time.pass(DEADLINE);
  }
  return outcome;
}

describe('FS6 every port has a deadline', () => {
  test('a store that does not answer is refused by name', async () => {
    const world = await openWorld({ policy: plainPolicy });
    const anna = await enrol(world, 'anna');
    const session = await codeSession(world, anna);
    const { token } = await challengeFor(world.mfa, 'anna');
    const hung = (name: keyof StorageAdapter): StorageAdapter => ({ ...world.storage, [name]: never });
    const time = createFakeTimer();
    const { timer } = time;
    const at = (name: keyof StorageAdapter) => world.server({ storage: hung(name), timer });
    const { factorId } = anna;
    expect(await overdue(time, at('load').verify({ token, factorId, response: '000000' }))).toBe(
      'storage-failed: storage.load did not answer within 10 seconds',
    );
    const response = anna.phone.code(world.clock.now() + 30_000);
    expect(await overdue(time, at('save').verify({ token, factorId, response }))).toBe(
      'storage-failed: storage.save did not answer within 10 seconds',
    );
    expect(await overdue(time, at('delete').eraseAccount({ userId: 'anna' }))).toMatch(/^storage-failed/);
    expect(await overdue(time, at('readEvents').readEvents({ everyone: true, limit: 1 }))).toMatch(
      /^storage-failed/,
    );
    expect(await overdue(time, at('readUserIds').rotateKeys()[Symbol.asyncIterator]().next())).toMatch(
      /^storage-failed/,
    );
    // The trail is no reason to refuse, and nobody waits for it longer than the deadline.
    const rejected = at('record').reauthenticate({ caller: session, password: 'wrong' });
    expect(await overdue(time, rejected)).toContain('"kind":"rejected"');
    expect(time.waiting()).toBe(0);
  });

  test('a save that misses its deadline and took place all the same is recognised', async () => {
    const world = await openWorld();
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const time = createFakeTimer();
    const storage: StorageAdapter = {
      ...world.storage,
      save: async (...given) => {
        await world.storage.save(...given);
        return never();
      },
    };
    const slow = world.server({ storage, timer: time.timer });
    const response = anna.phone.code(world.clock.now());
    expect(await overdue(time, slow.verify({ token, factorId: anna.factorId, response }))).toContain(
      '"kind":"complete"',
    );
  });

  test('hooks, sealer and send guard that do not answer are refused, and sessions are reported as not ended', async () => {
    const world = await openPost({ policy: codePolicy });
    const email = await enrolCode(world, 'email');
    const time = createFakeTimer();
    const server = (changes: Partial<MfaOptions>) => world.server({ timer: time.timer, ...changes });
    const portal = { revokeSessions: async () => {}, contacts: async () => world.contacts };
    const caller = email.session;
    expect(await overdue(time, server({ portal: { ...portal, contacts: never } }).describe({ caller }))).toBe(
      'portal-failed: portal.contacts did not answer within 10 seconds',
    );
    const unreachable = server({ portal: { ...portal, verifyPassword: never } });
    expect(await overdue(time, unreachable.reauthenticate({ caller, password: 'any' }))).toMatch(
      /^portal-failed: portal.verifyPassword/,
    );
    const sealer = { seal: never, open: never };
    expect(await overdue(time, server({ sealer }).beginEnrolment({ caller, method: 'totp' }))).toMatch(
      /^seal-broken: sealer.seal did not answer/,
    );
    const { token } = await challengeFor(world.mfa, 'anna');
    const { factorId } = email;
    expect(
      await overdue(time, server({ sendGuard: { admit: never } }).sendCode({ token, factorId })),
    ).toMatch(/^portal-failed: sendGuard.admit/);
    // Nothing was sent, so the slot was given back at once.
    expect((await world.mfa.sendCode({ token, factorId })).kind).toBe('sent');
    const response = lastCode(world);
    const blind = server({ portal: { ...portal, onEvent: never }, sendGuard: { admit: never, used: never } });
    expect(await overdue(time, blind.verify({ token, factorId, response }))).toContain('"kind":"complete"');
    const stuck = server({ portal: { ...portal, revokeSessions: never } });
    expect(await overdue(time, stuck.removeFactor({ caller, factorId }))).toContain(
      '"sessions":{"kind":"revocation-failed","scope":"others"}',
    );
    expect(time.waiting()).toBe(0);
  });

  test('a delivery adapter that does not answer may have sent; one with a time of its own is left it', async () => {
    const time = createFakeTimer();
    const post = await openPost({ timer: time.timer });
    const caller = await passwordSession(post.mfa, 'anna');
    const { emailCode } = await import('@factorkit/core');
    const adapter = (timeoutMs?: number) =>
      emailCode({
        delivery: { name: 'hangs', channels: ['email'], deliver: never, ...(timeoutMs ? { timeoutMs } : {}) },
      });
    const policy = { ...codePolicy, methods: { email: { allow: 'yes' as const } } };
    const begin = (timeoutMs?: number) =>
      post.server({ policy, methods: [adapter(timeoutMs)] }).beginEnrolment({ caller, method: 'email' });
    expect(await overdue(time, begin())).toContain('"code":{"kind":"not-sent"');
    post.clock.advance(60_000);
    let answered = false;
    const slow = begin(60_000).then(() => {
      answered = true;
    });
    for (let rounds = 0; rounds < 6; rounds++) await time.pass(DEADLINE);
    expect(answered).toBe(false);
    await time.pass(1000);
    await slow;
  });

  test('an admission that comes after the deadline is given back', async () => {
    const time = createFakeTimer();
    const refunds: string[] = [];
    let admit: () => void = () => undefined;
    const post = await openPost();
    const { factorId } = await enrolCode(post, 'email');
    const sendGuard = {
      admit: () =>
        new Promise<{ readonly kind: 'admitted' }>((resolve) => {
          admit = () => resolve({ kind: 'admitted' });
        }),
      refund: async ({ to }: { readonly to: string }) => {
        refunds.push(to);
      },
    };
    const { token } = await challengeFor(post.mfa, 'anna');
    const slow = post.server({ sendGuard, timer: time.timer });
    expect(await overdue(time, slow.sendCode({ token, factorId }))).toMatch(/^portal-failed/);
    expect(refunds).toEqual([]);
    admit();
    await time.pass(0);
    expect(refunds).toEqual(['anna.smith@example.com']);
  });

  test('calls of a dead store do not pile up, and one of them finds out that it is back', async () => {
    const world = await openWorld();
    const time = createFakeTimer();
    let isDead = true;
    let calls = 0;
    const storage: StorageAdapter = {
      ...world.storage,
      load: (userId) => {
        calls += 1;
        return isDead ? never() : world.storage.load(userId);
      },
    };
    const mfa = world.server({ storage, timer: time.timer });
    const begin = () =>
      mfa.beginSignIn({ userId: 'anna', user, firstFactor }).then(({ kind }) => kind, String);
    /** What the calls come to without time passing. */
    const atOnce = async (count: number): Promise<readonly string[]> => {
      const outcomes = Array.from({ length: count }, () => 'waits');
      outcomes.forEach((_, call) => {
        void begin().then((outcome) => {
          outcomes[call] = outcome;
        });
      });
      await time.pass(0);
      return outcomes;
    };
    const first = Array.from({ length: 64 }, begin);
    await time.pass(DEADLINE);
    expect(new Set(await Promise.all(first)).size).toBe(1);
    expect(await atOnce(100)).toEqual(
      Array.from({ length: 100 }, () =>
        expect.stringContaining('storage.load was not called: 64 earlier calls have not answered'),
      ),
    );
    expect(calls).toBe(64);
    // One call tries after another deadline, and is refused in its turn.
    await time.pass(DEADLINE);
    const trials = [begin(), begin()];
    await time.pass(DEADLINE);
    expect(await Promise.all(trials)).toEqual([
      expect.stringContaining('did not answer'),
      expect.stringContaining('was not called'),
    ]);
    expect(calls).toBe(65);
    isDead = false;
    await time.pass(DEADLINE);
    expect([await begin(), await begin()]).toEqual(['complete', 'complete']);
  });

  test.each([0, 61, 1.5, Number.NaN])('deadlineSeconds %d does not start', async (deadlineSeconds) => {
    const world = await openWorld();
    expect(() => world.server({ deadlineSeconds })).toThrow(
      'deadlineSeconds: expected a whole number from 1 to 60',
    );
  });
});
