import type { Mfa, MfaOptions, SignedIn, StorageAdapter } from '@factorkit/core';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { stores } from './stores.ts';
import {
  accountOf,
  appSetup,
  codeSession,
  enrol,
  openWorld,
  type Person,
  passwordSession,
  plainPolicy,
  START,
  type World,
} from './world.ts';

const MINUTE = 60_000;
const user = { accountName: 'anna' };
const firstFactor = { method: 'password' } as const;

/** A portal that keeps what it is told, and can be made to fail. */
interface Town extends World {
  readonly bits: Map<string, boolean>;
  readonly changes: { readonly userId: string; readonly enrolled: boolean }[];
  readonly way: Way;
  fails: boolean;
}

async function openTown(
  options: Parameters<typeof openWorld>[0] = {},
  way: Way = 'with each call',
): Promise<Town> {
  const bits = new Map<string, boolean>();
  const changes: { userId: string; enrolled: boolean }[] = [];
  const town = { fails: false, way };
  const portal: MfaOptions['portal'] = {
    contacts: async () => [{ id: 'mail', channel: 'email', address: 'anna@example.com' }],
    enrolmentChanged: async ({ userId, enrolled }) => {
      if (town.fails) throw new Error('the portal is down');
      changes.push({ userId, enrolled });
      bits.set(userId, enrolled);
    },
    ...(way === 'by a hook' && { expectEnrolled: async (userId: string) => bits.get(userId) ?? false }),
  };
  const world = await openWorld({ policy: plainPolicy, portal, ...options });
  return Object.assign(town, { ...world, bits, changes });
}

/** How the portal passes what it keeps. */
type Way = 'with each call' | 'by a hook';

function begin({ bits, way }: Town, mfa: Mfa, userId = 'anna'): ReturnType<Mfa['beginSignIn']> {
  if (way === 'by a hook') return mfa.beginSignIn({ userId, user, firstFactor });
  const expectEnrolled = bits.get(userId) ?? false;
  return mfa.beginSignIn({ userId, user, firstFactor, expectEnrolled });
}

const missing = { name: 'MfaError', code: 'account-missing' };

/** Ways to lose a row. */
const losses: Readonly<Record<string, (town: Town, factorless: string) => Promise<StorageAdapter>>> = {
  'the row is gone': async ({ storage }) => {
    await storage.delete('anna', [], 'erased:1');
    return storage;
  },
  'the row is one from before the set-up': async ({ storage }, factorless) => {
    const { stored } = await storage.load('anna');
    const { tag } = JSON.parse(factorless) as { readonly tag: string };
    await storage.save('anna', JSON.parse(factorless), stored?.tag, []);
    expect((await storage.load('anna')).stored?.tag).toBe(tag);
    return storage;
  },
  'the store is another, empty one': async () => {
    const { storage } = await openWorld();
    return storage;
  },
};

describe.each(stores)('FS2 a lost row, over $name', ({ open }) => {
  async function openAnna(way?: Way): Promise<{
    readonly town: Town;
    readonly anna: Person;
    readonly session: SignedIn;
    readonly factorless: string;
  }> {
    const town = await openTown({ open }, way);
    const before = await passwordSession(town.mfa, 'anna');
    await town.mfa.beginEnrolment({ caller: before, method: 'totp' });
    const factorless = JSON.stringify((await town.storage.load('anna')).stored);
    const anna = await enrol(town, 'anna', before);
    const session = await codeSession(town, anna);
    return { town, anna, session, factorless };
  }

  const cases = (['with each call', 'by a hook'] as const).flatMap((way) =>
    Object.entries(losses).map(([loss, lose]) => ({ way, loss, lose })),
  );

  test.each(cases)(
    'expected $way, $loss: refused with an error of its own and an event',
    async ({ way, lose }) => {
      const { town, session, factorless } = await openAnna(way);
      const storage = await lose(town, factorless);
      const mfa = town.server({ storage });
      const caller: SignedIn = { ...session, ...(way === 'with each call' && { expectEnrolled: true }) };
      const calls: readonly (() => Promise<unknown>)[] = [
        () => begin(town, mfa),
        () => mfa.beginStepUp({ caller, intent: { kind: 'manage' } }),
        () => mfa.requireAssurance({ caller, need: { requirement: { of: ['password'] } } }),
        () => mfa.reauthenticate({ caller, password: town.password }),
        () => mfa.describe({ caller }),
        () => mfa.beginEnrolment({ caller, method: 'totp' }),
        () => mfa.resumeEnrolment({ caller, factorId: 'x' }),
        () => mfa.confirmEnrolment({ caller, factorId: 'x', response: '000000' }),
        () => mfa.acknowledgeBackupCodes({ caller }),
        () => mfa.renameFactor({ caller, factorId: 'x', label: 'x' }),
        () => mfa.setPrimary({ caller, factorId: 'x' }),
        () => mfa.removeFactor({ caller, factorId: 'x' }),
        () => mfa.regenerateBackupCodes({ caller }),
        () => mfa.listTrustedDevices({ caller }),
        () => mfa.revokeTrustedDevices({ caller, all: true }),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject(missing);
      const { events } = await storage.readEvents({ userId: 'anna', limit: 1000 });
      // Ten in ten minutes, as for any refusal that a stranger can repeat.
      expect(events.filter(({ type }) => type === 'account.missing')).toHaveLength(10);
      // Anyone who has nothing enrolled is let in as before.
      expect((await begin(town, mfa, 'ben')).kind).toBe('complete');
    },
  );

  test('a suspended factor is one, and so is a row that another server saved', async () => {
    const { town, anna } = await openAnna();
    expect((await begin(town, town.second)).kind).toBe('challenge');
    const { token } = (await begin(town, town.mfa)) as { readonly token: string };
    for (let guess = 0; guess < 120; guess++) {
      town.clock.advance(24 * 60 * MINUTE);
      const { token: next } = (await begin(town, town.mfa)) as { readonly token: string };
      await town.mfa.verify({ token: next ?? token, factorId: anna.factorId, response: '000000' });
    }
    expect((await accountOf(town, 'anna')).factors[0]?.status).toBe('suspended');
    expect((await begin(town, town.mfa)).kind).not.toBe('complete');
  });
});

describe('FS2 the hook of the portal', () => {
  const graced = {
    ...plainPolicy,
    rules: [{ id: 'all', enrol: { of: ['totp'] }, grace: { skips: 9 } }],
  } as const;

  test('guards the token of an enrolment, which was minted before the row was lost', async () => {
    const town = await openTown({ policy: graced }, 'by a hook');
    const enrolToken = async (): Promise<string> => {
      const outcome = await begin(town, town.mfa);
      if (outcome.kind !== 'enrol') throw new Error(`got ${outcome.kind}`);
      return outcome.token;
    };
    const [used, other] = [await enrolToken(), await enrolToken()];
    await enrolBy(town.mfa, used);
    await town.storage.delete('anna', [], 'erased:1');
    for (const token of [used, other]) {
      const caller = { token };
      for (const call of [
        () => town.mfa.beginEnrolment({ caller, method: 'totp' }),
        () => town.mfa.confirmEnrolment({ caller, factorId: 'x', response: '000000' }),
        () => town.mfa.acknowledgeBackupCodes({ caller }),
        () => town.mfa.postponeEnrolment({ caller }),
      ]) {
        await expect(call()).rejects.toMatchObject(missing);
      }
    }
  });

  async function enrolBy(mfa: Mfa, token: string): Promise<void> {
    const { factorId, setup } = appSetup(await mfa.beginEnrolment({ caller: { token }, method: 'totp' }));
    const response = authenticatorFromUri(setup.uri).code(START);
    expect((await mfa.confirmEnrolment({ caller: { token }, factorId, response })).kind).toBe('active');
  }

  test('answers true or false, and nothing else', async () => {
    for (const answer of [undefined, null, 1, 'true']) {
      const mfa = (await openTown()).server({
        portal: { expectEnrolled: async () => answer as unknown as boolean },
      });
      const refused = mfa.beginSignIn({ userId: 'anna', user, firstFactor });
      await expect(refused).rejects.toMatchObject({ code: 'portal-failed' });
    }
  });

  test('is told again at a sign-in where it does not know of the factor, and loses to what a call passes', async () => {
    const town = await openTown({}, 'by a hook');
    await enrol(town, 'anna');
    town.bits.clear();
    expect((await begin(town, town.mfa)).kind).toBe('challenge');
    expect(town.bits.get('anna')).toBe(true);
    await town.storage.delete('anna', [], 'erased:1');
    await expect(begin(town, town.mfa)).rejects.toMatchObject(missing);
    const passed = { userId: 'anna', user, firstFactor, expectEnrolled: false } as const;
    expect((await town.mfa.beginSignIn(passed)).kind).toBe('complete');
  });

  test('stops nothing that no user asked for', async () => {
    const town = await openTown({}, 'by a hook');
    const anna = await enrol(town, 'anna');
    const caller = await codeSession(town, anna);
    expect((await town.mfa.removeFactor({ caller, factorId: anna.factorId })).kind).toBe('removed');
    expect(town.bits.get('anna')).toBe(false);
    town.bits.set('anna', true);
    expect((await town.mfa.exportAccount({ userId: 'anna' })).factors).toEqual([]);
    await town.mfa.passwordChanged({ userId: 'anna' });
    await town.mfa.eraseAccount({ userId: 'anna' });
    expect(town.bits.get('anna')).toBe(false);
  });
});

describe('FS2 the portal is told who is enrolled', () => {
  test('when the first factor comes and the last goes, when the account is erased, and at no other change', async () => {
    const town = await openTown();
    const anna = await enrol(town, 'anna');
    expect(town.changes).toEqual([{ userId: 'anna', enrolled: true }]);
    const caller = await codeSession(town, anna);
    await town.mfa.renameFactor({ caller, factorId: anna.factorId, label: 'Phone' });
    const other = await enrol(town, 'anna', caller);
    town.clock.advance(30_000);
    const again = await codeSession(town, other);
    await town.mfa.removeFactor({ caller: again, factorId: anna.factorId });
    expect(town.changes).toHaveLength(1);
    await town.mfa.removeFactor({ caller: again, factorId: other.factorId });
    expect(town.changes.slice(1)).toEqual([{ userId: 'anna', enrolled: false }]);
    expect((await begin(town, town.mfa)).kind).toBe('complete');
    await enrol(town, 'anna');
    await town.mfa.eraseAccount({ userId: 'anna' });
    expect(town.changes.slice(2).map(({ enrolled }) => enrolled)).toEqual([true, false]);
    expect((await accountOf(town, 'anna').catch(() => undefined))?.untoldEnrolment).toBeUndefined();
  });

  test('again by dispatchNotices, with growing pauses, until it answers; the change stands meanwhile', async () => {
    const town = await openTown();
    town.fails = true;
    await enrol(town, 'anna');
    expect((await begin(town, town.mfa)).kind).toBe('challenge');
    const tried: number[] = [];
    for (let minute = 0; minute < 40; minute++) {
      const { failed } = await town.second.dispatchNotices({ everyone: true });
      if (failed > 0) tried.push(minute);
      town.clock.advance(MINUTE);
    }
    expect(tried.map((at, index) => at - (tried[index - 1] ?? 0)).slice(1)).toEqual([1, 2, 4, 8, 16]);
    town.fails = false;
    town.clock.advance(60 * MINUTE);
    await town.second.dispatchNotices({ everyone: true });
    expect(town.changes).toEqual([{ userId: 'anna', enrolled: true }]);
    town.clock.advance(600 * MINUTE);
    await town.second.dispatchNotices({ everyone: true });
    expect(town.changes).toHaveLength(1);
  });

  test('a crash between the commit and the telling loses nothing', async () => {
    const town = await openTown();
    const never = (): Promise<never> => new Promise(() => undefined);
    const dying = town.server({ portal: { enrolmentChanged: never } });
    void enrol({ ...town, mfa: dying }, 'anna').catch(() => undefined);
    await expect.poll(async () => (await town.storage.load('anna')).stored?.state).toContain('"active"');
    town.clock.advance(2 * MINUTE);
    await town.second.dispatchNotices({ everyone: true });
    expect(town.bits.get('anna')).toBe(true);
  });

  test('what it was told last is what holds, whatever order the calls end in', async () => {
    const town = await openTown();
    const anna = await enrol(town, 'anna');
    const caller = await codeSession(town, anna);
    let release = (): void => undefined;
    const slow = town.server({
      portal: {
        enrolmentChanged: async ({ userId, enrolled }) => {
          if (!enrolled) await new Promise<void>((resolve) => (release = resolve));
          town.bits.set(userId, enrolled);
        },
      },
    });
    const removing = slow.removeFactor({ caller, factorId: anna.factorId });
    await expect.poll(async () => (await town.storage.load('anna')).stored?.state).not.toContain('"active"');
    await enrol(town, 'anna');
    release();
    await removing;
    expect(town.bits.get('anna')).toBe(true);
  });

  test('when it does not know of an enrolled user, at their next sign-in', async () => {
    const town = await openTown();
    await enrol(town, 'anna');
    town.bits.clear();
    expect((await begin(town, town.mfa)).kind).toBe('challenge');
    expect(town.bits.get('anna')).toBe(true);
  });

  test('erasing reports a portal that was not told, and can be repeated', async () => {
    const town = await openTown();
    await enrol(town, 'anna');
    town.fails = true;
    const erasing = town.mfa.eraseAccount({ userId: 'anna' });
    await expect(erasing).rejects.toMatchObject({ code: 'portal-failed' });
    expect((await town.storage.load('anna')).stored).toBeUndefined();
    town.fails = false;
    await town.mfa.eraseAccount({ userId: 'anna' });
    expect(town.bits.get('anna')).toBe(false);
  });

  test('without the hook nothing of it is kept', async () => {
    const world = await openWorld({ policy: plainPolicy });
    await enrol(world, 'anna');
    expect((await accountOf(world, 'anna')).untoldEnrolment).toBeUndefined();
  });
});
