import type { AuditEvent } from '@factorkit/core';
import type { Commands } from './commands.ts';
import type { ModelPortal } from './portal.ts';

/** What the owner is told of: changes of what signs in, and each step of a recovery. */
export const TOLD: readonly AuditEvent['type'][] = [
  'mfa.enabled',
  'mfa.disabled',
  'factor.activated',
  'factor.removed',
  'factor.renamed',
  'factor.suspended',
  'recovery.requested',
  'recovery.approved',
  'recovery.completed',
  'recovery.cancelled',
  'recovery.revoked',
  'recovery.ended',
  'trusted-device.added',
  'backup-code.accepted',
  'contact.replaced',
];

/** Every change was told to a contact that the portal named before it. */
export async function assertTold(portal: ModelPortal, commands: Commands): Promise<void> {
  const { userId, clock } = portal;
  for (let round = 0; round < 3; round++) {
    await commands.as('staff')('dispatchNotices', (mfa) => mfa.dispatchNotices({ userId }));
    clock.advance(7 * 3_600_000);
  }
  const { events } = await portal.storage.readEvents({ userId, limit: 1000 });
  if (events.some(({ type }) => type === 'notice.dropped')) return;
  const untold = events.filter(
    ({ type, at }) =>
      TOLD.includes(type) &&
      !portal.messages.some(
        (message) => message.at === at && (portal.knownSince(message.to.address) ?? at) < at,
      ),
  );
  const [first] = untold;
  if (first !== undefined) throw new Error(`nobody was told of ${first.type}`);
}
