import { type FactorMethod, type Mfa, MfaError, type StorageAdapter, totp } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { openMemoryStorage } from '@factorkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import {
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  type Person,
  passwordSession,
  plainPolicy,
  type World,
  wrongCode,
} from './world.ts';

/** A membership card: anyone who has it says its number. A number stands on one account alone. */
const card: FactorMethod = {
  method: 'x-card',
  create: async () => ({ number: null }),
  present: async () => ({ kind: 'code', channel: 'email', hint: 'card', digits: 6, restricted: false }),
  shows: () => ({ traits: [] }),
  credentialId: ({ number }) => (typeof number === 'string' ? number : undefined),
  check: async ({ data, response }) =>
    data.number === null || data.number === response
      ? { kind: 'match', data: { number: String(response) }, traits: [] }
      : { kind: 'mismatch' },
};

const policy: Policy = {
  ...plainPolicy,
  methods: { totp: { allow: 'yes' }, 'x-card': { allow: 'yes' } },
};

interface Row {
  readonly tag: string;
  readonly state: string;
}

interface Archive extends World {
  /** Every version of every row that was ever saved. */
  readonly saved: ReadonlyMap<string, readonly Row[]>;
  /** Writes a row as somebody with access to the database and no key does. */
  put(key: string, row: Row): Promise<void>;
}

/** A portal whose database somebody else writes, and who kept every row that it ever held. */
async function openArchive(): Promise<Archive> {
  const saved = new Map<string, Row[]>();
  const world = await openWorld({
    policy,
    methods: [totp(), card],
    open: async () => {
      const clients = await openMemoryStorage();
      const recording = (storage: StorageAdapter): StorageAdapter => ({
        ...storage,
        async save(key, row, ...rest) {
          const written = await storage.save(key, row, ...rest);
          const { tag, state } = row;
          if (written) saved.set(key, [...(saved.get(key) ?? []), { tag, state }]);
          return written;
        },
      });
      return { ...clients, first: recording(clients.first), second: recording(clients.second) };
    },
  });
  const put = async (key: string, row: Row): Promise<void> => {
    const { stored } = await world.storage.load(key);
    const versions = saved.get(key) ?? [];
    await world.storage.save(key, row, stored?.tag, []);
    saved.set(key, versions);
  };
  return { ...world, saved, put };
}

async function enrolCard({ mfa }: World, person: Person, world: World, number: string): Promise<string> {
  const caller = await codeSession(world, person);
  const begun = await mfa.beginEnrolment({ caller, method: 'x-card' });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  const confirmed = await mfa.confirmEnrolment({
    caller,
    factorId: begun.enrolment.factorId,
    response: number,
  });
  return confirmed.kind === 'refused' ? confirmed.reason : confirmed.kind;
}

/** What a sign-in with the right password comes to. */
async function signInOf(mfa: Mfa, userId: string): Promise<string> {
  const firstFactor = { method: 'password' } as const;
  return mfa.beginSignIn({ userId, user: { accountName: userId }, firstFactor }).then(
    ({ kind }) => kind,
    (error: unknown) => (error instanceof MfaError ? error.code : String(error)),
  );
}

const CODES = ['account-tampered', 'key-unknown'];

/** What an editor does to a row. */
type Edit =
  | { readonly kind: 'bytes'; readonly at: number; readonly cut: number; readonly put: string }
  | { readonly kind: 'member'; readonly at: number; readonly value: unknown }
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'older state'; readonly version: number }
  | { readonly kind: 'older row'; readonly version: number }
  | { readonly kind: 'state of another' | 'row of another'; readonly version: number };

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('bytes' as const),
    at: fc.nat(),
    cut: fc.nat({ max: 3 }),
    put: fc.string({ maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('member' as const), at: fc.nat(), value: fc.jsonValue() }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('tag' as const), tag: fc.string({ unit: 'grapheme-ascii', maxLength: 24 }) }),
  fc.record({ kind: fc.constant('older state' as const), version: fc.nat() }),
  fc.record({ kind: fc.constant('older row' as const), version: fc.nat() }),
  fc.record({
    kind: fc.constantFrom('state of another' as const, 'row of another' as const),
    version: fc.nat(),
  }),
);

function edited(edit: Edit, own: readonly Row[], others: readonly Row[]): Row {
  const row = own.at(-1);
  if (row === undefined) throw new Error('no row');
  const pick = (rows: readonly Row[], version: number): Row => rows[version % rows.length] ?? row;
  switch (edit.kind) {
    case 'bytes': {
      const at = edit.at % (row.state.length + 1);
      return { ...row, state: row.state.slice(0, at) + edit.put + row.state.slice(at + edit.cut) };
    }
    case 'member':
    case 'remove':
      return { ...row, state: memberEdited(row.state, edit) };
    case 'tag':
      return { ...row, tag: edit.tag };
    case 'older state':
      return { ...row, state: pick(own, edit.version).state };
    case 'older row':
      return pick(own, edit.version);
    case 'state of another':
      return { ...row, state: pick(others, edit.version).state };
    case 'row of another':
      return pick(others, edit.version);
  }
}

/** The document with one member removed or set. A row that is no document stays. */
function memberEdited(state: string, edit: Extract<Edit, { readonly at: number }>): string {
  if (!state.startsWith('{')) return state;
  const doc: unknown = JSON.parse(state);
  const places: [holder: Record<string, unknown>, name: string][] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      places.push([value as Record<string, unknown>, name]);
      walk(part);
    }
  };
  walk(doc);
  const [holder, name] = places[edit.at % places.length] ?? [{}, ''];
  if (edit.kind !== 'member') delete holder[name];
  else holder[name] = edit.value;
  return JSON.stringify(doc);
}

const isOneOf = (rows: readonly Row[], { tag, state }: Row): boolean =>
  rows.some((row) => row.tag === tag && row.state === state);

describe('FA14 somebody who writes the database and has no key', () => {
  test('gets nothing believed but an older row of the same user', async () => {
    const world = await openArchive();
    const anna = await enrol(world, 'anna');
    const bruno = await enrol(world, 'bruno');
    await world.mfa.regenerateBackupCodes({ caller: await codeSession(world, anna) });
    world.clock.advance(30_000);
    await codeSession(world, bruno);
    const believed = { refused: 0, older: 0 };
    await fc.assert(
      fc.asyncProperty(anyEdit, async (edit) => {
        const own = world.saved.get('anna') ?? [];
        const row = edited(edit, own, world.saved.get('bruno') ?? []);
        await world.put('anna', row);
        const outcome = await signInOf(world.mfa, 'anna');
        await world.put('anna', own.at(-1) ?? row);
        if (isOneOf(own, row)) {
          // The first version is from before the app was confirmed, when nothing was asked for.
          expect(['challenge', 'complete']).toContain(outcome);
          believed.older++;
        } else {
          expect(CODES).toContain(outcome);
          believed.refused++;
        }
      }),
      { numRuns: runs(500) },
    );
    expect(believed.refused).toBeGreaterThan(believed.older);
    expect(believed.older).toBeGreaterThan(0);
  });

  test('cannot move or edit the row of a reserved credential', async () => {
    const world = await openArchive();
    const anna = await enrol(world, 'anna');
    const bruno = await enrol(world, 'bruno');
    expect(await enrolCard(world, anna, world, 'card-1')).toBe('active');
    world.clock.advance(30_000);
    expect(await enrolCard(world, bruno, world, 'card-2')).toBe('active');
    const keys = [...world.saved.keys()].filter((key) => key.startsWith('factorkit:'));
    const [hers = '', his = ''] = keys;
    expect(keys).toHaveLength(2);
    await fc.assert(
      fc.asyncProperty(anyEdit, async (edit) => {
        const own = world.saved.get(hers) ?? [];
        const row = edited(edit, own, world.saved.get(his) ?? []);
        await world.put(hers, row);
        world.clock.advance(30_000);
        const outcome = await enrolCard(world, bruno, world, 'card-1').catch(
          (error: unknown) => (error as MfaError).code,
        );
        await world.put(hers, own.at(-1) ?? row);
        expect(outcome).toBe(isOneOf(own, row) ? 'already-registered' : 'seal-broken');
      }),
      { numRuns: runs(100) },
    );
  });

  test.each<readonly [what: string, edit: (doc: { [name: string]: unknown }, other: object) => void]>([
    [
      'empties the list of factors',
      (doc) => {
        doc.factors = [];
      },
    ],
    [
      'pastes the backup codes of another user',
      (doc, other) => {
        doc.backupCodes = Object(other).backupCodes;
      },
    ],
    [
      'clears the failures',
      (doc) => {
        Object(doc.factors)[0].failures = { count: 0, lastAt: 0 };
      },
    ],
    [
      'removes the code that authenticates it',
      (doc) => {
        delete doc.mac;
      },
    ],
  ])('%s: nobody gets in', async (_, edit) => {
    const world = await openArchive();
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = wrongCode(anna, world.clock.now());
    await world.mfa.verify({ token, factorId: anna.factorId, response });
    await enrol(world, 'bruno');
    const row = world.saved.get('anna')?.at(-1);
    const doc = JSON.parse(row?.state ?? '{}');
    edit(doc, JSON.parse(world.saved.get('bruno')?.at(-1)?.state ?? '{}'));
    await world.put('anna', { tag: row?.tag ?? '', state: JSON.stringify(doc) });
    expect(await signInOf(world.mfa, 'anna')).toBe('account-tampered');
  });

  test('an account is read under another issuer and another policy id', async () => {
    const world = await openArchive();
    await enrol(world, 'anna');
    const renamed = world.server({ issuer: 'Another Name', policy: { ...policy, id: 'another' } });
    expect(await signInOf(renamed, 'anna')).toBe('challenge');
  });
});

describe('what an attacker with write access to the database can still do (SECURITY.md)', () => {
  test('put an older row back: what was used since works again', async () => {
    const world = await openArchive();
    const anna = await enrol(world, 'anna');
    const before = world.saved.get('anna')?.at(-1);
    if (before === undefined) throw new Error('nothing saved');
    const enter = async (): Promise<string> => {
      const { token } = await challengeFor(world.mfa, 'anna');
      return (await world.mfa.verifyBackupCode({ token, code: anna.backupCodes[0] })).kind;
    };
    expect(await enter()).toBe('complete');
    expect(await enter()).toBe('code-used');
    await world.put('anna', before);
    expect(await enter()).toBe('complete');
  });

  test('put a row back from before the first factor, or delete it: the password is enough', async () => {
    const world = await openArchive();
    await enrol(world, 'anna');
    const [first] = world.saved.get('anna') ?? [];
    if (first === undefined) throw new Error('nothing saved');
    await world.put('anna', first);
    expect(await signInOf(world.mfa, 'anna')).toBe('complete');
    await world.storage.delete('anna', [], 'erased:1');
    expect(await signInOf(world.mfa, 'anna')).toBe('complete');
  });

  test('edit the audit trail: it shows what was written, and decides nothing', async () => {
    const world = await openArchive();
    await enrol(world, 'anna');
    const forged: StorageAdapter = {
      ...world.storage,
      readEvents: async () => ({
        events: [{ type: 'mfa.disabled', id: 'forged', userId: 'anna', at: 1 }],
        cursor: '1',
      }),
    };
    const mfa = world.server({ storage: forged });
    expect((await mfa.readEvents({ userId: 'anna', limit: 10 })).events).toMatchObject([{ id: 'forged' }]);
    expect(await signInOf(mfa, 'anna')).toBe('challenge');
  });

  test('read who has enrolled what, and when', async () => {
    const world = await openArchive();
    await enrol(world, 'anna');
    const doc = JSON.parse(world.saved.get('anna')?.at(-1)?.state ?? '{}');
    expect(doc).toMatchObject({ userId: 'anna', factors: [{ method: 'totp', status: 'active' }] });
  });

  test('lock a user out, by any edit: the account is refused until its row is put back', async () => {
    const world = await openArchive();
    await enrol(world, 'anna');
    const row = world.saved.get('anna')?.at(-1) ?? { tag: '', state: '' };
    await world.put('anna', { ...row, state: '' });
    expect(await signInOf(world.mfa, 'anna')).toBe('account-tampered');
    await world.put('anna', row);
    expect(await signInOf(world.mfa, 'anna')).toBe('challenge');
    expect((await passwordSession(world.mfa, 'carla')).userId).toBe('carla');
  });
});
