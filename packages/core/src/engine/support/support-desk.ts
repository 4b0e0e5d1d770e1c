import { revokeDevices } from '../../account/devices/trusting.ts';
import { isEnrolled } from '../../account/factors/factor.ts';
import { lockOf } from '../../account/failures/lock.ts';
import { recoveryPathsFor } from '../../policy/requirements/grants.ts';
import { read, transact } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import { deviceViews } from '../factors/trusted-devices.ts';
import { readSupportArgument } from '../input/desk-calls.ts';
import { optionsOf } from '../progress/facts.ts';
import { recoveryViews } from '../progress/recovery-view.ts';
import type { DevicesRevoked, SupportFactor, SupportView } from '../results/desk-outcomes.ts';
import type { SupportDesk } from '../results/desks.ts';
import { unlock } from './unlock.ts';

export function supportDesk(context: EngineContext): SupportDesk {
  return Object.freeze<SupportDesk>({
    describe: async (input) => describe(context, readSupportArgument('describe', input)),
    unlock: async (input) => unlock(context, readSupportArgument('unlock', input)),
    revokeTrustedDevices: async (input) =>
      revokeTrustedDevices(context, readSupportArgument('revokeTrustedDevices', input)),
  });
}

async function describe(
  context: EngineContext,
  input: Parameters<SupportDesk['describe']>[0],
): Promise<SupportView> {
  const { userId, user } = input;
  const { account, now } = await read(context, userId);
  const recoveryPaths = recoveryPathsFor(context.policy, user);
  if (account === undefined) {
    return {
      userId,
      enabled: false,
      factors: [],
      trustedDevices: [],
      recoveryPaths,
      freezes: [],
      recoveries: [],
    };
  }
  const enrolled = account.factors.filter(isEnrolled);
  const options = optionsOf(
    context,
    account,
    enrolled.map(({ id }) => id),
    now,
  );
  const factors = options.map(({ factorId, method, label, hint, state }): SupportFactor => {
    const factor = enrolled.find(({ id }) => id === factorId);
    return {
      id: factorId,
      method,
      label,
      ...(hint === undefined ? {} : { hint }),
      primary: account.primary === factorId,
      createdAt: factor?.createdAt ?? 0,
      lastUsedAt: factor?.lastUsedAt ?? 0,
      failures: factor?.failures.count ?? 0,
      state,
    };
  });
  const set = account.backupCodes;
  const lock = set && lockOf(set.failures, context.limits, now);
  return {
    userId,
    enabled: enrolled.length > 0,
    factors,
    ...(set === undefined
      ? {}
      : {
          backupCodes: {
            left: set.hashes.length,
            issued: set.issued,
            ...(lock?.kind === 'locked' ? { lockedUntil: lock.until } : {}),
          },
        }),
    trustedDevices: deviceViews(account, now),
    recoveries: recoveryViews(context, { account, user, now }),
    recoveryPaths,
    freezes: (account.freezes ?? [])
      .filter(({ until }) => now < until)
      .map(({ action, until }) => ({ action, until })),
  };
}

async function revokeTrustedDevices(
  context: EngineContext,
  input: Parameters<SupportDesk['revokeTrustedDevices']>[0],
): Promise<DevicesRevoked> {
  const { userId, note } = input;
  const actor = { kind: 'staff', id: input.staff.id } as const;
  return transact<DevicesRevoked>(context, {
    userId,
    actor,
    note,
    decide: (_decision, { account }) => {
      const count = account?.trustedDevices?.length ?? 0;
      if (account === undefined || count === 0) return { answer: { kind: 'revoked', count: 0 } };
      return { change: revokeDevices(account), answer: { kind: 'revoked', count } };
    },
  });
}
