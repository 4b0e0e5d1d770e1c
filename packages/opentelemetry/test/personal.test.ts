import { inspect } from 'node:util';
import type { Mfa } from '@factorkit/core';
import { withTelemetry } from '@factorkit/opentelemetry';
import type { Attributes } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { type Collected, collect } from './collected.ts';
import {
  challengeToken,
  enrol,
  LABEL,
  MAILBOX,
  openPortal,
  otherThan,
  PASSWORD,
  type Portal,
  SOURCE,
} from './portal.ts';

/** Everything that the exporters were given, as text; of a span without its times and the ids of traces, which are numbers. */
async function exported({ spans, metrics }: Collected): Promise<string> {
  const told = (await spans()).map(({ name, attributes, events, links, status, resource }) => ({
    name,
    attributes,
    events,
    links,
    status,
    resource: resource.attributes,
  }));
  return inspect([told, await metrics()], { depth: null, maxArrayLength: null, maxStringLength: null });
}

/** Every attribute of every span and point. */
async function attributesOf({ spans, metrics }: Collected): Promise<readonly Attributes[]> {
  const points = (await metrics()).scopeMetrics.flatMap((scope) =>
    scope.metrics.flatMap((metric) => metric.dataPoints.map(({ attributes }) => attributes)),
  );
  return [...(await spans()).map(({ attributes }) => attributes), ...points];
}

/** A person's whole life at a portal: what of it must never be told. */
async function live(mfa: Mfa, { clock, sent }: Portal, userId: string): Promise<readonly string[]> {
  const { session, phone, factorId, secret, backupCodes, typed } = await enrol(mfa, clock, userId);
  const token = await challengeToken(mfa, userId);
  const right = phone.code(clock.now());
  await mfa.describeChallenge({ token });
  await mfa.verify({ token, factorId, response: otherThan(right), source: SOURCE });
  const verdict = await mfa.verify({ token, factorId, response: right, source: SOURCE });
  if (verdict.kind !== 'complete') throw new Error(verdict.kind);
  const caller = { ...session, assurance: verdict.assurance };
  await mfa.describe({ caller });
  await mfa.renameFactor({ caller, factorId, label: `${LABEL} two` });

  const begun = await mfa.beginEnrolment({
    caller,
    method: 'email',
    contactId: 'canary-contact',
    label: LABEL,
  });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  const mailId = begun.enrolment.factorId;
  const mailed = sent.at(-1)?.code ?? '';
  await mfa.confirmEnrolment({ caller, factorId: mailId, response: mailed });
  await mfa.setPrimary({ caller, factorId: mailId });

  clock.advance(120_000);
  const second = await challengeToken(mfa, userId);
  const asked = await mfa.sendCode({ token: second, factorId: mailId, source: SOURCE });
  if (asked.kind !== 'sent') throw new Error(asked.kind);
  const byMail = sent.at(-1)?.code ?? '';
  await mfa.verify({ token: second, factorId: mailId, response: byMail });
  const third = await challengeToken(mfa, userId);
  await mfa.verifyBackupCode({ token: third, code: backupCodes[0], source: SOURCE });
  await mfa.reauthenticate({ caller, password: PASSWORD });
  await mfa.verify({ token: `${token}x`, factorId, response: right });
  await mfa.eraseAccount({ userId: '' }).catch(() => undefined);
  await mfa.removeFactor({ caller, factorId: mailId });
  await mfa.eraseAccount({ userId, source: SOURCE });

  return [
    ...[userId, `${userId}-login`, factorId, mailId, token, second, third, secret, ...backupCodes],
    ...backupCodes.map((code) => code.replaceAll('-', '')),
    ...[...typed, right, otherThan(right), mailed, byMail],
    ...[
      LABEL,
      'canary-contact',
      'canary-session',
      MAILBOX,
      asked.hint,
      PASSWORD,
      SOURCE.ip,
      SOURCE.userAgent,
    ],
  ];
}

test('A10 a whole life at a portal: nothing of the person is in any span or metric', async () => {
  const portal = openPortal();
  const collected = collect();
  const mfa = withTelemetry(portal.engine, collected);

  const secrets = await live(mfa, portal, 'canary-user-4711');
  const text = await exported(collected);

  for (const secret of secrets) {
    expect(secret.length, 'a canary that is nothing would be found nowhere').toBeGreaterThan(1);
    // Digits stand in longer numbers by chance: as a word of their own they must not.
    const found = /^\d+$/.test(secret)
      ? new RegExp(`(?<![\\w.])${secret}(?![\\w.])`).test(text)
      : text.includes(secret);
    expect(found, `${secret} was told`).toBe(false);
  }
  // The search finds what is there.
  for (const word of ['factorkit.verifyBackupCode', 'rejected', 'invalid-token', 'input-invalid', 'email']) {
    expect(text.includes(word), word).toBe(true);
  }
});

test('A10 the attributes are a closed list of keys, and their values are plain words', async () => {
  const portal = openPortal();
  const collected = collect();

  await live(withTelemetry(portal.engine, collected), portal, 'anna');
  const attributes = await attributesOf(collected);

  expect([...new Set(attributes.flatMap((each) => Object.keys(each)))].sort()).toEqual([
    'error.type',
    'factorkit.method',
    'factorkit.operation',
    'factorkit.outcome',
    'factorkit.reason',
  ]);
  for (const value of attributes.flatMap((each) => Object.values(each))) {
    expect(value).toMatch(/^[a-z]+(?:-[a-z]+)*$|^[a-z]+(?:[A-Z][a-z]+)*(?:\.[a-z]+(?:[A-Z][a-z]+)*)*$/);
  }
});

test.each([
  ['country', 'country'],
  ['+4915112345678', undefined],
  ['anna.smith@example.com', undefined],
  ['code.123456', undefined],
  ['192.0.2.1', undefined],
  ['Anna Smith', undefined],
  ['b'.repeat(41), undefined],
])(
  'A10 a send guard that gives %s as its reason: a plain word is told, anything else is not',
  async (reason, told) => {
    const { engine, server, clock } = openPortal();
    const { spans, ...providers } = collect();
    const { session, phone, factorId } = await enrol(engine, clock, 'anna');
    const token = await challengeToken(engine, 'anna');
    const verdict = await engine.verify({ token, factorId, response: phone.code(clock.now()) });
    if (verdict.kind !== 'complete') throw new Error(verdict.kind);
    const caller = { ...session, assurance: verdict.assurance };
    const begun = await engine.beginEnrolment({ caller, method: 'email' });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    clock.advance(120_000);
    const sendGuard = { admit: async () => ({ kind: 'refused', reason }) as const };
    const mfa = withTelemetry(server({ sendGuard }), providers);

    const outcome = await mfa.sendEnrolmentCode({ caller, factorId: begun.enrolment.factorId });

    expect(outcome).toEqual({ kind: 'send-refused', reason });
    expect((await spans())[0]?.attributes).toEqual({
      'factorkit.operation': 'sendEnrolmentCode',
      'factorkit.outcome': 'send-refused',
      ...(told === undefined ? {} : { 'factorkit.reason': told }),
    });
  },
);

test('A10 a method that is not of core is not named, and neither is one that is no method at all', async () => {
  const { engine, clock } = openPortal();
  const { spans, ...providers } = collect();
  const { session } = await enrol(engine, clock, 'anna');
  const mfa = withTelemetry(engine, providers);

  for (const method of ['x-anna-4711', 'constructor', 'sms'] as const) {
    await mfa.beginEnrolment({ caller: session, method: method as 'sms' }).catch(() => undefined);
  }

  expect((await spans()).map(({ attributes }) => attributes['factorkit.method'])).toEqual([
    undefined,
    undefined,
    'sms',
  ]);
});
