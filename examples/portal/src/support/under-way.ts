import type { RecoveryView } from '@factorkit/core';
import type { CustomerPortal } from '../customer-portal.ts';
import { accountOf, type Subject } from './subject.ts';

export interface UnderWay {
  readonly subject: Subject;
  readonly recovery: RecoveryView;
}

/**
 * All recoveries that staff must decide, oldest first. The demo reads each of its few users. A real desk keeps a list
 * from the events `recovery.…` that `portal.onEvent` receives.
 */
export async function recoveriesUnderWay(portals: readonly CustomerPortal[]): Promise<readonly UnderWay[]> {
  const subjects = portals.flatMap((portal) => {
    return portal.directory.people().map((person): Subject => ({ portal, person }));
  });
  const found = await Promise.all(
    subjects.map(async (subject): Promise<readonly UnderWay[]> => {
      const { recoveries } = await subject.portal.mfa.support.describe(accountOf(subject));
      return recoveries.map((recovery) => ({ subject, recovery }));
    }),
  );
  return found.flat().sort((a, b) => a.recovery.requestedAt - b.recovery.requestedAt);
}
