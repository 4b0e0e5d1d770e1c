import type { Account } from '../../src/account/account.ts';
import type { ModelPortal } from './portal.ts';

export type Actor = 'owner' | 'attacker' | 'staff';

/** Looks at the account after each command, and says what must never be. */
export interface Watch {
  /** What changed since the last look was done by this one. */
  observe(actor: Actor): Promise<void>;
  /** Notes that something happened that must not. */
  readonly report: (what: string) => void;
  /** Throws if something was noted. */
  readonly assertNothing: (when: string) => void;
}

export function createWatch(portal: ModelPortal): Watch {
  const found: string[] = [];
  const begunBy = new Map<string, Actor>();
  let before: Account | undefined;

  const report = (what: string): void => {
    found.push(what);
  };

  return {
    report,
    assertNothing(when) {
      if (found.length > 0) throw new Error(`${when}: ${found.join('; ')}`);
    },
    async observe(actor) {
      if (portal.edited) return;
      const after = await portal.account();
      if (after === before) return;
      for (const { id } of after?.factors ?? []) if (!begunBy.has(id)) begunBy.set(id, actor);
      const enrolled = idsOf(after);
      for (const id of enrolled) {
        if (begunBy.get(id) !== 'owner')
          report(`a factor that the ${begunBy.get(id)} began is in the account`);
      }
      const lost = idsOf(before).filter((id) => !enrolled.includes(id));
      if (actor !== 'owner' && lost.length > 0) report(`the ${actor} removed a factor of the owner`);
      for (const grantId of endedGrants(before, after, portal.clock.now())) {
        for (const session of portal.sessions()) {
          if (session.assurance.grant === grantId && (await portal.isLive(session))) {
            report('a session outlived the recovery that gave it');
          }
        }
      }
      before = after;
    },
  };
}

function idsOf(account: Account | undefined): readonly string[] {
  return (account?.factors ?? []).filter(({ status }) => status !== 'pending').map(({ id }) => id);
}

/** Grants of recoveries that ended before their time, and not because the new factor was confirmed. */
function endedGrants(
  before: Account | undefined,
  after: Account | undefined,
  now: number,
): readonly string[] {
  const confirmed = idsOf(after).some((id) => !idsOf(before).includes(id));
  if (confirmed) return [];
  const left = (after?.recoveries ?? []).map(({ id }) => id);
  return (before?.recoveries ?? []).flatMap(({ id, grant, expiresAt }) =>
    grant === undefined || left.includes(id) || now >= expiresAt ? [] : [grant.id],
  );
}
