import { randomBytes } from 'node:crypto';
import {
  type KeyRotation,
  type Mfa,
  MfaError,
  type MfaOptions,
  type Portal,
  type Sealer,
  type StorageAdapter,
  totp,
} from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { describe, expect, it } from 'vitest';
import { enrolCode, openPost, type Post } from './post.ts';
import { DAY, MINUTE, signIn, trusting, trustingPerson } from './trusted-browser.ts';
import {
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  type Person,
  passwordSession,
  plainPolicy,
  tally,
  type World,
} from './world.ts';

const OLD = { id: 'key-10', key: randomBytes(32) };
const NEW = { id: 'key-1', key: randomBytes(32) };
/** As servers are set up before the rotation: they seal under the old key, and know the new one. */
const PREPARED: Partial<MfaOptions> = { keys: [OLD, NEW] };
const ROTATING: Partial<MfaOptions> = { keys: [NEW, OLD] };
const AFTERWARDS: Partial<MfaOptions> = { keys: [NEW] };

async function walk(mfa: Mfa, input: Parameters<Mfa['rotateKeys']>[0] = {}): Promise<readonly KeyRotation[]> {
  const reports: KeyRotation[] = [];
  for await (const report of mfa.rotateKeys(input)) reports.push(report);
  return reports;
}

function last(reports: readonly KeyRotation[]): KeyRotation {
  const report = reports.at(-1);
  if (report === undefined) throw new Error('no report');
  return report;
}

async function people(world: World, count: number): Promise<readonly Person[]> {
  const enrolled: Person[] = [];
  for (let number = 0; number < count; number++) enrolled.push(await enrol(world, `user-${number}`));
  return enrolled;
}

async function codeIsRight({ clock }: World, mfa: Mfa, { userId, factorId, phone }: Person): Promise<void> {
  const { token } = await challengeFor(mfa, userId);
  const verdict = await mfa.verify({ token, factorId, response: phone.code(clock.now()) });
  expect(verdict.kind).toBe('complete');
}

async function statesOf({ storage }: World): Promise<readonly string[]> {
  const { userIds } = await storage.readUserIds({ limit: 1000 });
  return Promise.all(userIds.map(async (userId) => (await storage.load(userId)).stored?.state ?? ''));
}

it('invariant 7: a contact that is sealed again while a change reads it is not told as replaced', async () => {
  const contact = { id: 'mail', channel: 'email', address: 'anna@example.com' } as const;
  let between: (() => Promise<unknown>) | undefined;
  const portal: Portal = {
    contacts: async () => [contact],
    notify: async () => {},
  };
  const world = await openWorld({ ...PREPARED, policy: plainPolicy, portal });
  const anna = await enrol(world, 'anna');
  const rotating = world.server(ROTATING);
  const racing = world.server({
    ...ROTATING,
    storage: {
      ...world.storage,
      async save(...save) {
        const rotate = between;
        between = undefined;
        await rotate?.();
        return world.storage.save(...save);
      },
    },
  });
  const caller = await codeSession({ ...world, mfa: racing }, anna);
  between = () => walk(rotating);
  expect((await racing.regenerateBackupCodes({ caller })).kind).toBe('regenerated');
  expect((await world.events('anna')).map(({ type }) => type)).not.toContain('contact.replaced');
  expect(last(await walk(rotating)).failures).toEqual([]);
});

describe('rotateKeys', () => {
  it('puts every app under the first key, so that the old one can go', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    const enrolled = await people(world, 7);
    const report = last(await walk(world.server(ROTATING)));
    expect(report).toMatchObject({ looked: 7, resealed: 7, failures: [], cursor: undefined });
    for (const state of await statesOf(world)) expect(state).not.toContain(`"${OLD.id}.`);
    const afterwards = world.server(AFTERWARDS);
    for (const person of enrolled) await codeIsRight(world, afterwards, person);
  });

  it('does the same for the addresses of codes that are sent', async () => {
    const post: Post = await openPost(PREPARED);
    const mail = await enrolCode(post, 'email');
    await enrolCode(post, 'sms', mail.session);
    expect(last(await walk(post.server(ROTATING)))).toMatchObject({ resealed: 1, failures: [] });
    for (const state of await statesOf(post)) expect(state).not.toContain(`"${OLD.id}.`);
    const afterwards = post.server(AFTERWARDS);
    const { token } = await challengeFor(afterwards, 'anna');
    expect(await afterwards.sendCode({ token, factorId: mail.factorId })).toMatchObject({ kind: 'sent' });
    expect(post.sent.at(-1)?.to).toBe('anna.smith@example.com');
  });

  it('FA14 authenticates accounts again that hold nothing sealed', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    const anna = await enrol(world, 'anna');
    await world.mfa.removeFactor({ caller: await codeSession(world, anna), factorId: anna.factorId });
    expect(last(await walk(world.server(ROTATING)))).toMatchObject({ looked: 1, resealed: 1, failures: [] });
    expect((await world.events('anna')).at(-1)).toMatchObject({ type: 'secrets.resealed', factorIds: [] });
    expect((await passwordSession(world.server(AFTERWARDS), 'anna')).assurance.evidence).toHaveLength(1);
    expect(last(await walk(world.server(ROTATING)))).toMatchObject({ resealed: 0 });
  });

  it('changes nothing but what is sealed, and writes it down as upkeep', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    const person = await enrol(world, 'anna');
    const told = world.told.length;
    const revoked = world.revocations.length;
    const stamp = await world.mfa.securityStamp({ userId: 'anna' });
    const strip = (state = ''): unknown => {
      const {
        mac: _mac,
        tags: _tags,
        ...kept
      } = JSON.parse(state.replaceAll(/"secret":"[^"]*"/g, '"secret":""'));
      return kept;
    };
    const before = (await world.storage.load('anna')).stored;
    await walk(world.server(ROTATING));
    const after = (await world.storage.load('anna')).stored;
    expect(after?.state).not.toBe(before?.state);
    expect(strip(after?.state)).toEqual(strip(before?.state));
    expect(await world.mfa.securityStamp({ userId: 'anna' })).toBe(stamp);
    expect(world.revocations).toHaveLength(revoked);
    expect(world.told.slice(told)).toMatchObject([
      { type: 'secrets.resealed', factorIds: [person.factorId], actor: { kind: 'system' }, userId: 'anna' },
    ]);
    expect((await world.events('anna')).at(-1)).toMatchObject({ type: 'secrets.resealed' });
  });

  it('writes nothing the second time', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    await people(world, 3);
    const rotating = world.server(ROTATING);
    await walk(rotating);
    const states = await statesOf(world);
    const events = (await world.events('user-0')).length;
    expect(last(await walk(rotating))).toMatchObject({ looked: 3, resealed: 0 });
    expect(await statesOf(world)).toEqual(states);
    expect(await world.events('user-0')).toHaveLength(events);
  });

  it('tells how far it is, and goes on from there in another process', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    await people(world, 7);
    const half: KeyRotation[] = [];
    for await (const report of world.server(ROTATING).rotateKeys({ batch: 2 })) {
      half.push(report);
      if (half.length === 2) break;
    }
    expect(half.map(({ looked, resealed }) => [looked, resealed])).toEqual([
      [2, 2],
      [4, 4],
    ]);
    const after = half.at(-1)?.cursor;
    const rest = await walk(world.server(ROTATING), { batch: 2, ...(after === undefined ? {} : { after }) });
    expect(rest[0]).toMatchObject({ looked: 2, resealed: 2 });
    expect(last(rest)).toMatchObject({ looked: 3, resealed: 3, cursor: undefined });
    expect((await statesOf(world)).every((state) => !state.includes(`"${OLD.id}.`))).toBe(true);
  });

  it('loses to nobody and makes nobody lose while people sign in', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    const enrolled = await people(world, 6);
    world.clock.advance(MINUTE);
    const servers = [world.mfa, world.second, world.server(ROTATING)];
    const attempts = enrolled.flatMap(({ userId, factorId, phone }) =>
      servers.map(async (mfa) => {
        const { token } = await challengeFor(mfa, userId);
        return mfa.verify({ token, factorId, response: phone.code(world.clock.now()) });
      }),
    );
    const [reports, again, ...verdicts] = await Promise.all([
      walk(world.server(ROTATING), { batch: 1 }),
      walk(world.server(ROTATING), { batch: 3 }),
      ...attempts,
    ]);
    // RFC 6238 §5.2: each code is right once, no matter who writes at the same time.
    expect(tally(verdicts)).toEqual({ complete: 6, 'code-used': 12 });
    expect([...reports, ...again].flatMap(({ failures }) => failures)).toEqual([]);
    expect(last(reports).resealed + last(again).resealed).toBe(6);
    // Servers with the old order may have written last: one more walk when they are gone.
    expect(last(await walk(world.server(ROTATING))).failures).toEqual([]);
    world.clock.advance(MINUTE);
    for (const person of enrolled) await codeIsRight(world, world.server(AFTERWARDS), person);
  });

  it('goes on past an account that it cannot open, and names it', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    await people(world, 3);
    const foreign = world.server({ keys: [{ id: 'lost', key: randomBytes(32) }] });
    await enrol({ ...world, mfa: foreign }, 'user-lost');
    await world.storage.save('user-torn', { tag: 't', state: 'not an account' }, undefined, []);
    const report = last(await walk(world.server(ROTATING)));
    expect(report).toMatchObject({ looked: 5, resealed: 3 });
    expect([...report.failures].sort((one, other) => (one.userId < other.userId ? -1 : 1))).toEqual([
      { userId: 'user-lost', code: 'key-unknown' },
      { userId: 'user-torn', code: 'account-tampered' },
    ]);
  });

  it('goes on past an account that others never stop writing, and names it', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    await people(world, 3);
    const storage: StorageAdapter = {
      ...world.storage,
      save: async (userId, ...rest) => userId !== 'user-1' && world.storage.save(userId, ...rest),
    };
    expect(last(await walk(world.server({ ...ROTATING, storage })))).toMatchObject({
      looked: 3,
      resealed: 2,
      failures: [{ userId: 'user-1', code: 'contention' }],
    });
  });

  it('names an account whose method the server does not bring', async () => {
    const post = await openPost(PREPARED);
    await enrolCode(post, 'email');
    const report = last(await walk(post.server({ ...ROTATING, policy: plainPolicy, methods: [totp()] })));
    expect(report.failures).toEqual([{ userId: 'anna', code: 'configuration-invalid' }]);
  });

  it('ends where the store fails, and what it told before that stands', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    await people(world, 4);
    let pages = 0;
    const storage: StorageAdapter = {
      ...world.storage,
      async readUserIds(query) {
        pages += 1;
        if (pages === 2) throw new Error('the cable is out');
        return world.storage.readUserIds(query);
      },
    };
    const reports: KeyRotation[] = [];
    const broken = (async () => {
      for await (const report of world.server({ ...ROTATING, storage }).rotateKeys({ batch: 2 })) {
        reports.push(report);
      }
    })();
    await expect(broken).rejects.toMatchObject({ code: 'storage-failed' });
    expect(reports).toMatchObject([{ looked: 2, resealed: 2 }]);
    const after = reports[0]?.cursor ?? '';
    expect(last(await walk(world.server(ROTATING), { after }))).toMatchObject({ looked: 2, resealed: 2 });
  });

  it('does not go round for ever where an adapter gives the same cursor again', async () => {
    const world = await openWorld({ ...PREPARED, policy: plainPolicy });
    const storage: StorageAdapter = {
      ...world.storage,
      readUserIds: async () => ({ userIds: [], cursor: 'here' }),
    };
    await expect(walk(world.server({ ...ROTATING, storage }))).rejects.toBeInstanceOf(MfaError);
  });

  it('says until when the old key is needed by trusted browsers, which hold their tokens in their hands', async () => {
    const world = await openWorld({ ...PREPARED, policy: trusting });
    const plain = last(await walk(world.server(ROTATING)));
    // A code that was just sent.
    expect(plain.neededUntil).toBe(world.clock.now() + 10 * MINUTE);
    const anna = await trustingPerson(world);
    const trustedUntil = world.clock.now() - 30_000 + 30 * DAY;
    const report = last(await walk(world.server(ROTATING)));
    expect(report.neededUntil).toBe(trustedUntil);
    // Until then the browser is known by its old token, and gets one under the new key for it.
    const rotated = world.server(ROTATING);
    expect((await signIn(rotated, 'anna', anna.token)).kind).toBe('complete');
    world.clock.advance(MINUTE);
    expect(last(await walk(rotated)).neededUntil).toBe(world.clock.now() + 10 * MINUTE);
  });

  it('FA9 keeps the link that cancels a recovery, and seals its secret again: it outlives the old key', async () => {
    const policy: Policy = {
      ...plainPolicy,
      recovery: [{ via: 'support', grants: 'enrolment', hold: '3d' }],
    };
    const tokens: (string | undefined)[] = [];
    const portal: Portal = {
      revokeSessions: async () => {},
      contacts: async () => [{ id: 'mail', channel: 'email', address: 'anna@example.com' }],
      notify: async ({ cancelToken }) => void tokens.push(cancelToken),
    };
    const world = await openWorld({ ...PREPARED, policy, portal });
    await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const requested = await world.mfa.recovery.request({ token, via: 'support' });
    if (requested.kind !== 'requested') throw new Error(requested.kind);
    const rotating = world.server(ROTATING);
    const report = last(await walk(rotating));
    expect(report).toMatchObject({ resealed: 1, neededUntil: world.clock.now() + 10 * MINUTE });
    expect((await statesOf(world)).join()).not.toContain(`"${OLD.id}.`);
    expect(last(await walk(rotating))).toMatchObject({ resealed: 0 });
    // The contacts and the link outlive the old key too.
    const afterwards = world.server(AFTERWARDS);
    await afterwards.dispatchNotices({ everyone: true });
    expect((await statesOf(world)).join()).not.toContain('replacedAt');
    const cancelToken = tokens.find((sent) => sent !== undefined) ?? '';
    expect(await afterwards.recovery.cancel({ cancelToken })).toMatchObject({ kind: 'cancelled' });
  });

  it('FA14 authenticates the accounts again under a sealer that names nothing outdated, and seals nothing', async () => {
    const kms: Sealer = {
      seal: async (plain) => Buffer.from(plain).toString('base64url'),
      open: async (sealed) => new Uint8Array(Buffer.from(sealed, 'base64url')),
    };
    const world = await openWorld({ ...PREPARED, policy: plainPolicy, sealer: kms });
    await people(world, 2);
    const secretsOf = async (): Promise<unknown> =>
      (await statesOf(world)).map((state) => JSON.parse(state).factors[0].data.secret);
    const secrets = await secretsOf();
    expect(last(await walk(world.server(ROTATING)))).toMatchObject({ looked: 2, resealed: 2, failures: [] });
    expect((await world.events('user-0')).at(-1)).toMatchObject({ type: 'secrets.resealed', factorIds: [] });
    expect(await secretsOf()).toEqual(secrets);
    expect(last(await walk(world.server(AFTERWARDS)))).toMatchObject({ resealed: 0, failures: [] });
  });

  it('asks a sealer of the portal’s own what is outdated', async () => {
    let version = 1;
    const kms: Sealer = {
      seal: async (plain) => `v${version}:${Buffer.from(plain).toString('base64url')}`,
      open: async (sealed) => new Uint8Array(Buffer.from(sealed.replace(/^v\d:/, ''), 'base64url')),
      outdated: (sealed) => !sealed.startsWith(`v${version}:`),
    };
    const world = await openWorld({ ...PREPARED, policy: plainPolicy, sealer: kms });
    const anna = await enrol(world, 'anna');
    version = 2;
    expect(last(await walk(world.mfa))).toMatchObject({ resealed: 1 });
    expect((await statesOf(world)).join()).toContain('v2:');
    await codeIsRight(world, world.mfa, anna);
  });

  it.each([
    ['batch', { batch: 0 }],
    ['batch', { batch: 1001 }],
    ['batch', { batch: 1.5 }],
    ['after', { after: '' }],
  ])('refuses a %s that is none: %j', async (name, input) => {
    const { mfa } = await openWorld();
    await expect(walk(mfa, input)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(name),
    });
  });
});
