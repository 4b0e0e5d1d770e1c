import { inspect } from 'node:util';
import type { DeliveryAdapter, StorageAdapter } from '@factorkit/core';
import { expect, test, vi } from 'vitest';
import { overheard } from './overheard.ts';
import { codePolicy, lastCode, MINUTE, openPost, wrong } from './post.ts';
import { challengeFor, passwordSession, sessionOf } from './world.ts';

test('O7 A10 no code and no address is in a result, an error, an event, the store or the console: the message alone has them', async () => {
  const log: string[] = [];
  const streams = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...args) => void log.push(inspect(args, { depth: null }))),
  );
  const code = { digits: 8 } as const;
  const post = await openPost({
    policy: {
      ...codePolicy,
      methods: { email: { allow: 'yes', code }, sms: { allow: 'yes', code } },
      manage: { proof: { of: ['email', 'sms'], maxAge: '15m' } },
    },
    portal: {
      revokeSessions: async () => {},
      contacts: async () => [
        { id: 'mail', channel: 'email', address: 'anna.smith@example.com' },
        { id: 'phone', channel: 'sms', address: '+4915112345678' },
      ],
      onEvent: (event) => void log.push(JSON.stringify(event)),
    },
  });
  // Every state that is ever stored, not only the last.
  const storage: StorageAdapter = {
    ...post.storage,
    save: (userId, next, expected, events) => {
      log.push(JSON.stringify({ next, events }));
      return post.storage.save(userId, next, expected, events);
    },
  };
  const mfa = overheard(post.server({ storage }), log);

  let caller = await passwordSession(mfa, 'anna');
  const factors: string[] = [];
  for (const method of ['email', 'sms'] as const) {
    const begun = await mfa.beginEnrolment({ caller, method });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const { factorId } = begun.enrolment;
    await mfa.confirmEnrolment({ caller, factorId, response: wrong(lastCode(post)) });
    await mfa.resumeEnrolment({ caller, factorId });
    const confirmed = await mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) });
    if (confirmed.kind !== 'active' || confirmed.next.kind !== 'complete') throw new Error(confirmed.kind);
    caller = sessionOf('anna', confirmed.next.assurance);
    factors.push(factorId);
    post.clock.advance(MINUTE);
  }
  for (const factorId of factors) {
    const { token } = await challengeFor(mfa, 'anna');
    await mfa.sendCode({ token, factorId });
    await mfa.sendCode({ token, factorId });
    await mfa.describeChallenge({ token });
    await mfa.verify({ token, factorId, response: 'no code' });
    await mfa.verify({ token, factorId, response: wrong(lastCode(post)) });
    expect((await mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe('complete');
    post.clock.advance(MINUTE);
  }
  await mfa.describe({ caller });
  expect(post.sent).toHaveLength(4);

  // An adapter that fails in the words of its mail server, which quotes what it was given.
  const lost: string[] = [];
  const deliver: DeliveryAdapter['deliver'] = async ({ to, text, code }) => {
    lost.push(code);
    throw new Error(`550 no mailbox <${to}>: ${text}`);
  };
  const failing = await openPost({ deliver });
  const unlucky = overheard(failing.mfa, log);
  const begun = await unlucky.beginEnrolment({
    caller: await passwordSession(unlucky, 'anna'),
    method: 'email',
  });
  expect(begun).toMatchObject({ kind: 'begun', enrolment: { code: { kind: 'not-sent' } } });
  log.push(JSON.stringify(await failing.events('anna')), JSON.stringify(await post.events('anna')));
  for (const stream of streams) stream.mockRestore();

  const printed = log.join('\n');
  const canaries = [...post.sent.map((message) => message.code), ...lost];
  expect(canaries).toHaveLength(5);
  for (const canary of [...canaries, 'anna.smith', '4915112345678', '15112345678']) {
    expect(printed.includes(canary), 'a code or an address was printed').toBe(false);
  }
  // The search can find what is there: the factors' ids and the masked hints, in the same texts.
  for (const shown of [...factors, 'a•••@example.com']) expect(printed).toContain(shown);
});
