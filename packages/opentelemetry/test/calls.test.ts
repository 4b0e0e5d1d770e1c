import { MfaError } from '@factorkit/core';
import { withTelemetry } from '@factorkit/opentelemetry';
import { throwingStorage } from '@factorkit/testkit';
import { SpanStatusCode } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { collect, line } from './collected.ts';
import { challengeToken, enrol, openPortal, otherThan } from './portal.ts';

test('A10 every call is a span, named for it, and says what came of it', async () => {
  const { engine, clock } = openPortal();
  const { spans, ...providers } = collect();
  const mfa = withTelemetry(engine, providers);

  const { factorId, phone } = await enrol(mfa, clock, 'anna');
  const token = await challengeToken(mfa, 'anna');
  await mfa.verify({ token, factorId, response: 'no code' });
  await mfa.verify({ token, factorId, response: phone.code(clock.now()) });
  await mfa.verify({ token, factorId, response: phone.code(clock.now()) });
  await mfa.eraseAccount({ userId: 'anna' });

  expect((await spans()).map(line)).toEqual([
    'factorkit.beginSignIn complete',
    'factorkit.beginEnrolment totp begun',
    'factorkit.confirmEnrolment rejected',
    'factorkit.confirmEnrolment acknowledge',
    'factorkit.acknowledgeBackupCodes acknowledged',
    'factorkit.beginSignIn challenge',
    'factorkit.verify refused malformed-response',
    'factorkit.verify complete',
    'factorkit.verify refused used',
    'factorkit.eraseAccount done',
  ]);
});

test('A11 the right password and a wrong code stand out: counted as rejected, by the operation', async () => {
  const { engine, clock } = openPortal();
  const { counted, ...providers } = collect();
  const mfa = withTelemetry(engine, providers);

  const { factorId, phone } = await enrol(engine, clock, 'anna');
  const token = await challengeToken(mfa, 'anna');
  const right = phone.code(clock.now());
  await mfa.verify({ token, factorId, response: otherThan(right) });
  await mfa.verify({ token, factorId, response: otherThan(right) });
  await mfa.verify({ token, factorId, response: right });

  expect(await counted('factorkit.calls')).toEqual([
    'beginSignIn challenge 1',
    'verify rejected 2',
    'verify complete 1',
  ]);
  expect(await counted('factorkit.errors')).toEqual([]);
});

test('A10 a store that throws: the very same error comes out, counted by its code, and its words do not', async () => {
  const { engine, clock, server, storage } = openPortal();
  const { spans, counted, metrics, ...providers } = collect();
  const { factorId, phone } = await enrol(engine, clock, 'anna');
  const token = await challengeToken(engine, 'anna');
  const thrown: unknown[] = [];
  const broken = server({ storage: throwingStorage(storage) });
  const verify: typeof broken.verify = (input) =>
    broken.verify(input).catch((error: unknown) => {
      thrown.push(error);
      throw error;
    });
  const mfa = withTelemetry({ ...broken, verify }, providers);

  const failure: unknown = await mfa
    .verify({ token, factorId, response: phone.code(clock.now()) })
    .catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(MfaError);
  expect(failure).toBe(thrown[0]);
  const [span] = await spans();
  expect(span?.attributes).toEqual({
    'factorkit.operation': 'verify',
    'factorkit.outcome': 'error',
    'error.type': 'storage-failed',
  });
  expect(span?.status).toEqual({ code: SpanStatusCode.ERROR });
  expect(span?.events).toEqual([]);
  expect(await counted('factorkit.errors')).toEqual(['verify storage-failed 1']);
  expect(await counted('factorkit.calls')).toEqual(['verify error 1']);
  expect(JSON.stringify(await metrics())).not.toContain('made to fail');
});

test('A10 an error that is not the engine’s has no code: it is told as _OTHER, and nothing of it', async () => {
  const { engine } = openPortal();
  const { spans, counted, ...providers } = collect();
  const strange = Object.assign(new TypeError('anna'), { code: 'anna' });
  const securityStamp = (): Promise<string> => Promise.reject(strange);
  const mfa = withTelemetry({ ...engine, securityStamp }, providers);

  await expect(mfa.securityStamp()).rejects.toBe(strange);

  expect((await spans()).map(line)).toEqual(['factorkit.securityStamp error _OTHER']);
  expect(await counted('factorkit.errors')).toEqual(['securityStamp _OTHER 1']);
});

test('how long a call took is measured by the stopwatch, in seconds', async () => {
  const { engine } = openPortal();
  const { durations, ...providers } = collect();
  let elapsed = 5000;
  const securityStamp = async (): Promise<string> => {
    elapsed += 250;
    return 'stamp';
  };
  const mfa = withTelemetry({ ...engine, securityStamp }, { ...providers, stopwatch: () => elapsed });

  await mfa.securityStamp();

  const [measured, ...others] = await durations();
  expect(others).toEqual([]);
  expect(measured?.attributes).toEqual({
    'factorkit.operation': 'securityStamp',
    'factorkit.outcome': 'done',
  });
  expect(measured?.value).toMatchObject({ count: 1, sum: 0.25 });
});

test('groups of functions are walked, a method of a group is called on it, and what is no function stays', async () => {
  const { engine } = openPortal();
  const { spans, ...providers } = collect();
  const since = new Date(0);
  const desk = {
    name: 'night desk',
    since,
    async greet(): Promise<{ readonly kind: 'greeted'; readonly by: string }> {
      return { kind: 'greeted', by: this.name };
    },
    inner: { add: (a: number, b: number) => a + b },
  };
  const mfa = withTelemetry({ ...engine, desk }, providers);

  expect(await mfa.desk.greet()).toEqual({ kind: 'greeted', by: 'night desk' });
  expect(mfa.desk.inner.add(2, 3)).toBe(5);
  expect(mfa.desk.since).toBe(since);
  expect(mfa.desk.name).toBe('night desk');

  expect((await spans()).map(line)).toEqual([
    'factorkit.desk.greet greeted',
    'factorkit.desk.inner.add done',
  ]);
});

test('every function of the engine is wrapped, in every group, and the engine itself is left as it was', async () => {
  const { engine } = openPortal();
  const before = { ...engine };
  const { spans, ...providers } = collect();
  const mfa = withTelemetry(engine, providers);

  const expected: string[] = [];
  const callAll = async (group: object, path: string): Promise<void> => {
    for (const [name, member] of Object.entries(group)) {
      if (typeof member === 'object') await callAll(member, `${path}.${name}`);
      if (typeof member !== 'function') continue;
      expected.push(`${path}.${name}`);
      await callOut(() => Reflect.apply(member, undefined, [{}]));
    }
  };
  await callAll(mfa, 'factorkit');

  expect(expected.length).toBeGreaterThan(19);
  expect((await spans()).map(({ name }) => name)).toEqual(expected);
  expect({ ...engine }).toEqual(before);
  expect(Object.isFrozen(mfa)).toBe(true);
});

test('a function that answers or throws at once does so still', async () => {
  const { engine } = openPortal();
  const { spans, ...providers } = collect();
  const bad = new RangeError('bad');
  const check = (well: boolean): { readonly kind: 'well' } => {
    if (!well) throw bad;
    return { kind: 'well' };
  };
  const mfa = withTelemetry({ ...engine, check }, providers);

  expect(mfa.check(true)).toEqual({ kind: 'well' });
  expect(() => mfa.check(false)).toThrow(bad);
  expect((await spans()).map(line)).toEqual(['factorkit.check well', 'factorkit.check error _OTHER']);
});

/** Calls, and pulls what is to be pulled; that it throws is to be expected here. */
async function callOut(call: () => unknown): Promise<void> {
  try {
    const result = await call();
    if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) return;
    for await (const _ of result as AsyncIterable<unknown>);
  } catch {}
}

test('FT12 an engine that is wrapped twice is observed once', async () => {
  const { engine } = openPortal();
  const { spans, ...providers } = collect();
  const once = withTelemetry(engine, providers);
  const twice = withTelemetry(once, providers);
  expect(twice).toBe(once);
  await twice.eraseAccount({ userId: 'nobody' });
  expect((await spans()).map(line)).toEqual(['factorkit.eraseAccount done']);
});

test('FT8 a set-up that began although its code was limited says so', async () => {
  const { engine } = openPortal();
  const { spans, ...providers } = collect();
  const mfa = withTelemetry(engine, providers);
  const signIn = await engine.beginSignIn({
    userId: 'anna',
    user: { accountName: 'anna' },
    firstFactor: { method: 'password' },
  });
  if (signIn.kind !== 'complete') throw new Error(signIn.kind);
  const caller = {
    userId: 'anna',
    user: { accountName: 'anna' },
    assurance: signIn.assurance,
    sessionId: 's',
  };
  for (let turn = 0; turn < 2; turn++) await mfa.beginEnrolment({ caller, method: 'email' });
  expect((await spans()).map(line)).toEqual([
    'factorkit.beginEnrolment email begun',
    'factorkit.beginEnrolment email begun send-limited',
  ]);
});
