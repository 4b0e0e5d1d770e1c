import { type AuditEvent, MfaError } from '@factorkit/core';
import { throwingStorage } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { codePolicy, openPost } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, codeSession, enrol, openWorld, type World, wrongCode } from './world.ts';

async function linesOf(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'nothing was thrown',
    (error: unknown) => (error instanceof MfaError ? error.code : error),
  );
}

/** Events of an earlier time, written as an adapter gets them. */
async function filled(world: World, userId: string, count: number): Promise<void> {
  const events = Array.from(
    { length: count },
    (_, number): AuditEvent => ({ type: 'password.accepted', id: `${userId}-${number}`, userId, at: number }),
  );
  await world.storage.record(events);
}

describe.each(stores)('the audit trail, over $name', ({ open }) => {
  test('L1 A10 every change and attempt is on record, with its factor, time and source', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const source = { ip: '203.0.113.7', userAgent: 'Firefox' };
    const session = { ...(await codeSession(world, anna)), source };
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = wrongCode(anna, world.clock.now());
    await world.mfa.verify({ token, factorId: anna.factorId, response, source });
    await world.mfa.reauthenticate({ caller: session, password: 'wrong' });
    await world.mfa.reauthenticate({ caller: session, password: world.password });
    const { events, cursor } = await world.mfa.readEvents({ userId: 'anna', limit: 100 });
    expect(events.map(({ type }) => type)).toEqual([
      'enrolment.begun',
      'enrolment.proven',
      'backup-codes.offered',
      'backup-codes.issued',
      'backup-codes.acknowledged',
      'factor.activated',
      'primary.changed',
      'mfa.enabled',
      'factor.accepted',
      'factor.rejected',
      'password.rejected',
      'password.accepted',
    ]);
    expect(events.at(-3)).toMatchObject({ factorId: anna.factorId, method: 'totp', source });
    for (const event of events.slice(-3)) expect(event).toMatchObject({ at: world.clock.now(), source });
    expect(JSON.stringify(events)).not.toContain(world.password);
    expect(await world.second.readEvents({ userId: 'anna', after: cursor, limit: 1 })).toEqual({
      events: [],
      cursor,
    });
  });

  test('page by page, of one user or of all, none twice and none left out', async () => {
    const world = await openWorld({ open });
    await filled(world, 'anna', 7);
    await filled(world, 'ben', 3);
    await filled(world, 'anna', 2);
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await world.mfa.readEvents({ userId: 'anna', after, limit: 4 });
      pages.push(page.events.map(({ id }) => id));
      after = page.cursor;
    } while (pages.at(-1)?.length);
    expect(pages.map((page) => page.length)).toEqual([4, 4, 1, 0]);
    expect(pages.flat().every((id) => id.startsWith('anna'))).toBe(true);
    expect((await world.mfa.readEvents({ everyone: true, limit: 1000 })).events).toHaveLength(12);
  });

  test('exported as JSON lines: each event on a line of its own, over all pages, and on from a cursor', async () => {
    const world = await openWorld({ open });
    await filled(world, 'anna', 1203);
    await filled(world, 'ben', 5);
    const lines = await linesOf(world.mfa.exportEvents({ everyone: true }));
    expect(lines).toHaveLength(1208);
    expect(lines.every((line) => /^[^\n]+\n$/.test(line))).toBe(true);
    const read = lines.map((line) => (JSON.parse(line) as AuditEvent).id);
    expect(new Set(read).size).toBe(1208);
    expect(read.at(-1)).toBe('ben-4');
    expect(await linesOf(world.mfa.exportEvents({ userId: 'ben' }))).toHaveLength(5);
    const { cursor } = await world.mfa.readEvents({ everyone: true, limit: 1000 });
    expect(await linesOf(world.mfa.exportEvents({ everyone: true, after: cursor }))).toHaveLength(208);
    expect(await linesOf(world.mfa.exportEvents({ userId: 'nobody' }))).toEqual([]);
  });

  test('what staff did says who, and why', async () => {
    const recovery = [
      {
        via: 'support',
        verify: { checks: ['identity'], approvals: 1 },
        grants: 'enrolment',
        resets: 'on-confirmation',
      },
    ] as const;
    const world = await openPost({ open, policy: { ...codePolicy, recovery } });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const asked = await world.mfa.recovery.request({ token, via: 'support' });
    if (asked.kind !== 'requested') throw new Error(asked.kind);
    const user = { accountName: 'anna' };
    await world.mfa.recovery.approve({
      userId: 'anna',
      user,
      requestId: asked.request.id,
      staff: { id: 'agent-7' },
      checks: ['identity'],
      note: 'Passport shown in a call',
    });
    const { events } = await world.mfa.readEvents({ userId: anna.userId, limit: 100 });
    expect(events.find(({ type }) => type === 'recovery.requested')).not.toHaveProperty('actor');
    expect(events.find(({ type }) => type === 'recovery.approved')).toMatchObject({
      actor: { kind: 'staff', id: 'agent-7' },
      note: 'Passport shown in a call',
    });
  });
});

test('attack: a browser that calls itself by a line of its own makes none in the export', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  const forged = '{"type":"mfa.disabled"}';
  const userAgent = ['\n', '\r', '\u0085', '\u2028', '\u2029'].map((end) => `x${end}${forged}`).join('');
  await world.mfa.reauthenticate({ caller: { ...session, source: { userAgent } }, password: world.password });
  // And one as a version before this one may have kept it.
  const [kept] = await world.events('anna');
  await world.storage.record([{ ...(kept as AuditEvent), id: 'older', source: { userAgent } }]);
  const lines = await linesOf(world.mfa.exportEvents({ userId: 'anna' }));
  const agents = lines.slice(-2).map((line) => {
    expect(line.trimEnd().split(/[\n\v\f\r\u0085\u2028\u2029]/)).toHaveLength(1);
    return (JSON.parse(line) as AuditEvent).source?.userAgent;
  });
  expect(agents).toEqual([userAgent.replace(/[\n\r\u0085\u2028\u2029]/g, '\uFFFD'), userAgent]);
});

test('what is not of the documented shape is refused before the storage is asked', async () => {
  const world = await openWorld();
  const asked: string[] = [];
  const { mfa } = {
    mfa: world.server({
      storage: throwingStorage(world.storage, ({ method }) => {
        asked.push(method);
        return false;
      }),
    }),
  };
  const odd: readonly Parameters<typeof mfa.readEvents>[0][] = [
    { everyone: true, limit: 0 },
    { everyone: true, limit: 1001 },
    { everyone: true, limit: 2.5 },
    { everyone: true, limit: Number.NaN },
    { userId: '', limit: 1 },
    { userId: 'factorkit:claim:x', limit: 1 },
    { everyone: true, after: '', limit: 1 },
    { everyone: true, after: 'x'.repeat(257), limit: 1 },
    { everyone: true, after: '\ud800', limit: 1 },
    { everyone: true, after: 5 as unknown as string, limit: 1 },
  ];
  for (const query of odd)
    expect(await codeOf(mfa.readEvents(query)), JSON.stringify(query)).toBe('input-invalid');
  expect(await codeOf(linesOf(mfa.exportEvents({ userId: '' })))).toBe('input-invalid');
  expect(asked).toEqual([]);
});

test('A10 a storage that fails is storage-failed, and one whose pages do not move on ends too', async () => {
  const world = await openWorld();
  await filled(world, 'anna', 3);
  const broken = world.server({ storage: throwingStorage(world.storage) });
  expect(await codeOf(broken.readEvents({ everyone: true, limit: 1 }))).toBe('storage-failed');
  expect(await codeOf(world.mfa.readEvents({ everyone: true, limit: 1, after: 'not-a-cursor' }))).toBe(
    'storage-failed',
  );
  const stuck = world.server({
    storage: {
      ...world.storage,
      readEvents: async () => ({ ...(await world.storage.readEvents({ limit: 3 })), cursor: '3' }),
    },
  });
  expect(await codeOf(linesOf(stuck.exportEvents({ everyone: true })))).toBe('storage-failed');
});

test('A10 the trail of a password check fails: the answer stands', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  const mute = world.server({ storage: throwingStorage(world.storage, ({ method }) => method === 'record') });
  expect((await mute.reauthenticate({ caller: session, password: world.password })).kind).toBe('complete');
  expect((await mute.reauthenticate({ caller: session, password: 'wrong' })).kind).toBe('rejected');
  expect(world.told.slice(-2).map(({ type }) => type)).toEqual(['password.accepted', 'password.rejected']);
});
