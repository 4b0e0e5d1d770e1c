import type { RecoveryView } from '@factorkit/core';
import { accountOf, type Subject, visible } from './subject.ts';
import type { SupportedPortal } from './support-options.ts';

export interface UnderWay {
  readonly subject: Subject;
  readonly recovery: RecoveryView;
}

/** All recoveries that staff must decide, oldest first. */
export async function recoveriesUnderWay(
  portals: readonly SupportedPortal[],
  staffId: string,
): Promise<readonly UnderWay[]> {
  const waiting = await Promise.all(
    portals.map(async (portal) => visible(portal, staffId, (await portal.host.waiting?.()) ?? [])),
  );
  const found = await Promise.all(
    waiting.flat().map(async (subject): Promise<readonly UnderWay[]> => {
      const { recoveries } = await subject.portal.mfa.support.describe(accountOf(subject));
      return recoveries.map((recovery) => ({ subject, recovery }));
    }),
  );
  return found.flat().sort((a, b) => a.recovery.requestedAt - b.recovery.requestedAt);
}
