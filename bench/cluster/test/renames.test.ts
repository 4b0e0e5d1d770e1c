import { createMfa, type Mfa, totp } from '@factorkit/core';
import { presetS2 } from '@factorkit/core/policy';
import { authenticatorFromUri, createSeededRandom } from '@factorkit/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES } from '../src/engines/engine.ts';
import { openEngine } from '../src/engines/open-engine.ts';
import { storeFor } from './cluster-tests.ts';

describe.each(ENGINES)('A14 a user gets another id, over %s', (engine) => {
  const store = storeFor(engine);

  test('of eight renames by two servers one wins, and no id opens with the password alone', async (context) => {
    const place = await store(context).newPlace();
    const server = async (migrate: boolean): Promise<Mfa> => {
      const { storage, end } = await openEngine(engine, place, { migrate });
      onTestFinished(end);
      return createMfa({
        issuer: 'Portal',
        keys: [{ id: '1', key: createSeededRandom(1)(32) }],
        storage,
        methods: [totp()],
        policy: { ...presetS2, id: 'plain', backupCodes: { issue: 'first-setup', acknowledge: 'record' } },
        portal: { revokeSessions: async () => {} },
      });
    };
    const [one, other] = [await server(true), await server(false)];
    const begin = (mfa: Mfa, userId: string): ReturnType<Mfa['beginSignIn']> =>
      mfa.beginSignIn({ userId, user: { accountName: userId }, firstFactor: { method: 'password' } });
    for (const userId of ['anna', 'ben']) {
      const begun = await begin(one, userId);
      if (begun.kind !== 'complete') throw new Error(begun.kind);
      const caller = { userId, user: { accountName: userId }, assurance: begun.assurance };
      const setUp = await one.beginEnrolment({ caller, method: 'totp' });
      if (setUp.kind !== 'begun' || setUp.enrolment.setup.kind !== 'totp') throw new Error(setUp.kind);
      const { factorId, setup } = setUp.enrolment;
      const response = authenticatorFromUri(setup.uri).code(Date.now());
      expect((await one.confirmEnrolment({ caller, factorId, response })).kind).toBe('active');
    }
    const rename = (mfa: Mfa, from: string): ReturnType<Mfa['changeUserId']> =>
      mfa.changeUserId({ from, to: 'anne' });
    const all = ['anna', 'ben', 'anna', 'ben'].flatMap((from) => [rename(one, from), rename(other, from)]);
    const outcomes = await Promise.allSettled(all);
    const kinds = new Set(
      outcomes.map((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value.kind : `${outcome.reason.code}`,
      ),
    );
    expect(kinds).toContain('changed');
    // Anyone who lost opens again, however the tries of others ended.
    await rename(one, 'anna');
    await rename(one, 'ben');
    const states = await Promise.all(
      ['anna', 'ben', 'anne'].map((userId) =>
        begin(other, userId).then(
          ({ kind }) => kind,
          ({ code }) => String(code),
        ),
      ),
    );
    expect([...states].sort()).toEqual(['account-moved', 'challenge', 'challenge']);
    expect(states[2]).toBe('challenge');
  });
});
