import type { Method } from '@factorkit/core';
import type { Commands } from './commands.ts';
import type { Owner } from './owner.ts';
import type { ModelPortal } from './portal.ts';

const HOUR = 3_600_000;

/** What an owner does from day to day. `pick` chooses among what there is. */
export type Attempt = (pick: number) => Promise<unknown>;

export function livesOf(
  portal: ModelPortal,
  commands: Commands,
  owner: Owner,
): Readonly<Record<string, Attempt>> {
  const call = commands.as('owner');
  const { userId, policy, clock } = portal;
  const methods = Object.keys(policy.methods) as Method[];
  const caller = async () => {
    const { session } = owner;
    return session !== undefined && (await portal.isLive(session)) ? portal.callerOf(session) : undefined;
  };
  const ownFactors = async () => {
    const account = await portal.account();
    return (account?.factors ?? []).filter(
      ({ id, status }) => status === 'active' && owner.devices.some(({ factorId }) => factorId === id),
    );
  };

  return {
    'signs in': () => owner.signIn(),
    'signs in and trusts the browser': () => owner.signIn({ trust: policy.trustedDevices !== undefined }),
    'signs in with a backup code': () => owner.signIn({ backupCode: true }),
    pays: async () => {
      if (!(await owner.stepUp({ kind: 'action', name: 'pay' }))) return;
      const by = await caller();
      if (by === undefined) return;
      await call('requireAssurance', (mfa) => mfa.requireAssurance({ caller: by, need: { action: 'pay' } }));
    },
    'adds a factor': async (pick) => {
      const method = methods[pick % methods.length] ?? owner.main;
      return owner.add(method);
    },
    'replaces a factor': async (pick) => {
      const factors = await ownFactors();
      const factor = factors[pick % Math.max(1, factors.length)];
      return factor && owner.add(factor.method, factor.id);
    },
    'removes a factor': async (pick) => {
      const factors = await ownFactors();
      // She keeps one of the kind that she always has.
      const spare = factors.filter(
        ({ id, method }) =>
          method !== owner.main || factors.some((other) => other.id !== id && other.method === owner.main),
      );
      const factor = spare[pick % Math.max(1, spare.length)];
      if (factor === undefined || factors.length < 2) return;
      if (!(await owner.stepUp({ kind: 'remove', factorId: factor.id }))) return;
      const by = await caller();
      if (by === undefined) return;
      await call('removeFactor', (mfa) => mfa.removeFactor({ caller: by, factorId: factor.id }));
    },
    'renames a factor': async (pick) => {
      const factors = await ownFactors();
      const factor = factors[pick % Math.max(1, factors.length)];
      if (factor === undefined || !(await owner.stepUp({ kind: 'manage' }))) return;
      const by = await caller();
      if (by === undefined) return;
      const change = { caller: by, factorId: factor.id, label: `my ${pick}` };
      await call('renameFactor', (mfa) => mfa.renameFactor(change));
    },
    'chooses the first factor': async (pick) => {
      const factors = await ownFactors();
      const factor = factors[pick % Math.max(1, factors.length)];
      if (factor === undefined || !(await owner.stepUp({ kind: 'set-primary', factorId: factor.id }))) return;
      const by = await caller();
      if (by) await call('setPrimary', (mfa) => mfa.setPrimary({ caller: by, factorId: factor.id }));
    },
    'makes new backup codes': async () => {
      if (policy.backupCodes === undefined) return;
      if (!(await owner.stepUp({ kind: 'regenerate-backup-codes' }))) return;
      const by = await caller();
      if (by === undefined) return;
      const made = await call('regenerateBackupCodes', (mfa) => mfa.regenerateBackupCodes({ caller: by }));
      if (made?.kind !== 'regenerated') return;
      const before = owner.backupCodes;
      owner.backupCodes = [...made.backupCodes];
      const again = await caller();
      const done =
        again &&
        (await call('acknowledgeBackupCodes', (mfa) => mfa.acknowledgeBackupCodes({ caller: again })));
      // Under `gate` the codes before are valid until the new ones are acknowledged.
      if (policy.backupCodes.acknowledge !== 'gate' || done?.kind === 'acknowledged')
        owner.spent.push(...before);
    },
    'looks at the settings': async () => {
      const by = await caller();
      if (by === undefined) return;
      await call('describe', (mfa) => mfa.describe({ caller: by }));
      await call('listTrustedDevices', (mfa) => mfa.listTrustedDevices({ caller: by }));
      await call('readEvents', (mfa) => mfa.readEvents({ userId, limit: 20 }));
      await call('exportAccount', (mfa) => mfa.exportAccount({ userId }));
    },
    'shows her password again': async () => {
      const by = await caller();
      if (by === undefined || owner.session === undefined) return;
      const { password } = portal;
      const again = await call('reauthenticate', (mfa) => mfa.reauthenticate({ caller: by, password }));
      if (again?.kind === 'complete') owner.session = await portal.raise(owner.session, again.assurance);
    },
    'ends trust': async () => {
      const by = await caller();
      if (by)
        await call('revokeTrustedDevices', (mfa) => mfa.revokeTrustedDevices({ caller: by, all: true }));
    },
    'changes the password': async (pick) => {
      portal.password = `password-${pick}-${clock.now()}`;
      const sessionId = owner.session?.id;
      await call('passwordChanged', (mfa) =>
        mfa.passwordChanged({ userId, ...(sessionId === undefined ? {} : { sessionId }) }),
      );
    },
    'moves to another address': async (pick) => {
      portal.moveContact(pick % 2 === 0 ? 'mail' : 'phone');
      return owner.signIn();
    },
    'signs out': async () => {
      if (owner.session) owner.session.ended = true;
      owner.session = undefined;
    },
    waits: async (pick) => {
      const waits = [1000, 31_000, 5 * 60_000, HOUR, 25 * HOUR] as const;
      clock.advance(waits[pick % waits.length] ?? HOUR);
    },
  };
}
