import type { Intent } from '@factorkit/core';
import type { Moves } from './attacker.ts';
import type { Attempt } from './owner-life.ts';

/** What an attacker tries in a session that he copied. */
export function sessionAttacks(moves: Moves): Readonly<Record<string, Attempt>> {
  const { portal, owner, attacker, call, methods, tokens, take, answerByMail, caller } = moves;
  const { powers } = attacker.loot;
  return {
    'proves more in the session': async (pick) => {
      const by = await caller();
      if (by === undefined || attacker.session === undefined) return;
      if (powers.password && pick % 2 === 0) {
        const { password } = portal;
        const again = await call('reauthenticate', (mfa) => mfa.reauthenticate({ caller: by, password }));
        if (again?.kind === 'complete')
          attacker.session = await portal.raise(attacker.session, again.assurance);
      }
      const raised = await caller();
      if (raised === undefined) return;
      const intents: readonly Intent[] = [
        { kind: 'regenerate-backup-codes' },
        { kind: 'enrol', method: methods[pick % methods.length] ?? 'totp' },
        { kind: 'action', name: 'pay' },
        { kind: 'remove', factorId: owner.devices[0]?.factorId ?? 'none' },
      ];
      const intent = intents[pick % intents.length] ?? { kind: 'regenerate-backup-codes' };
      const begun = await call('beginStepUp', (mfa) => mfa.beginStepUp({ caller: raised, intent }));
      if (begun?.kind === 'complete' && intent.kind !== 'action') take('beginStepUp', begun);
      if (begun?.kind !== 'challenge') return;
      await answerByMail(begun.token, pick, intent);
    },
    'changes factors in the session': async (pick) => {
      const by = await caller();
      if (by === undefined) return;
      const account = await portal.account();
      const enrolled = (account?.factors ?? []).filter(({ status }) => status !== 'pending');
      const factorId = enrolled[pick % Math.max(1, enrolled.length)]?.id ?? 'none';
      const label = 'mine now';
      switch (pick % 5) {
        case 0:
          return take(
            'removeFactor',
            await call('removeFactor', (mfa) => mfa.removeFactor({ caller: by, factorId })),
          );
        case 1:
          return take(
            'renameFactor',
            await call('renameFactor', (mfa) => mfa.renameFactor({ caller: by, factorId, label })),
          );
        case 2:
          return take(
            'setPrimary',
            await call('setPrimary', (mfa) => mfa.setPrimary({ caller: by, factorId })),
          );
        case 3:
          return take(
            'regenerate',
            await call('regenerateBackupCodes', (mfa) => mfa.regenerateBackupCodes({ caller: by })),
          );
        default:
          await call('acknowledgeBackupCodes', (mfa) => mfa.acknowledgeBackupCodes({ caller: by, factorId }));
          await call('recovery.cancel', (mfa) => mfa.recovery.cancel({ caller: by }));
      }
    },
    'sets up a factor': async (pick) => {
      const token = tokens.at(-1);
      const by = (await caller()) ?? (token === undefined ? undefined : { token });
      if (by === undefined) return;
      const method = methods[pick % methods.length] ?? 'totp';
      const replaces = pick % 3 === 0 ? owner.devices.at(-1)?.factorId : undefined;
      const input = { caller: by, method, ...(replaces === undefined ? {} : { replaces }) };
      take('beginEnrolment', await call('beginEnrolment', (mfa) => mfa.beginEnrolment(input)));
    },
  };
}
