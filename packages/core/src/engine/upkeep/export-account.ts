import type { Account } from '../../account/account.ts';
import type { AuditEvent } from '../../ports/audit.ts';
import { read } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import { deviceViews } from '../factors/trusted-devices.ts';
import type { AccountExport } from '../results/account-export.ts';
import { trailOf } from './audit-trail.ts';

export async function exportAccount(
  context: EngineContext,
  { userId }: { readonly userId: string },
): Promise<AccountExport> {
  const { account, now } = await read(context, userId);
  const events: AuditEvent[] = [];
  for await (const event of trailOf(context, { userId })) events.push(event);
  return {
    userId,
    exportedAt: now,
    ...(account === undefined ? NOTHING_KEPT : kept(context, account, now)),
    events,
  };
}

type Kept = Omit<AccountExport, 'userId' | 'exportedAt' | 'events'>;

const NOTHING_KEPT: Kept = { factors: [], trustedDevices: [], codesSent: [] };

/**
 * Every field is named, so that a new field of the account is not exported until somebody decides that it is not a
 * secret.
 */
function kept({ methods }: EngineContext, account: Account, now: number): Kept {
  const { createdAt, primary, backupCodes, recoveries, postponed, sends = [] } = account;
  return {
    createdAt,
    factors: account.factors.map((factor) => {
      const hint = methods.get(factor.method)?.hint?.(factor.data);
      return {
        id: factor.id,
        method: factor.method,
        label: factor.label,
        status: factor.status,
        ...(hint === undefined ? {} : { hint }),
        createdAt: factor.createdAt,
        ...(factor.status === 'pending' ? {} : { lastUsedAt: factor.lastUsedAt }),
      };
    }),
    ...(primary === undefined ? {} : { primary }),
    ...(backupCodes === undefined
      ? {}
      : {
          backupCodes: {
            issued: backupCodes.issued,
            left: backupCodes.hashes.length,
            createdAt: backupCodes.createdAt,
          },
        }),
    trustedDevices: deviceViews(account, now),
    ...(recoveries === undefined
      ? {}
      : {
          recoveries: recoveries.map(({ via, requestedBy, requestedAt }) => ({
            via,
            requestedBy,
            requestedAt,
          })),
        }),
    ...(postponed === undefined ? {} : { postponedEnrolments: postponed }),
    codesSent: sends.filter(({ unsent }) => unsent === undefined).map(({ method, at }) => ({ method, at })),
  };
}
