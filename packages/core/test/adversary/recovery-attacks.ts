import type { RecoveryPath } from '@factorkit/core';
import type { Moves } from './attacker.ts';
import type { Attempt } from './owner-life.ts';

const HOUR = 3_600_000;
const KIM = { id: 'kim' } as const;

/** What an attacker tries with recoveries, his own and the owner's. */
export function recoveryAttacks(moves: Moves): Readonly<Record<string, Attempt>> {
  const { portal, commands, owner, attacker, call, tokens, take, knock, tokenFor, inbox } = moves;
  const { userId, policy, clock } = portal;
  const { powers } = attacker.loot;
  const rule = policy.recovery.find(({ via }) => via !== 'backup-code');
  const via: RecoveryPath = rule?.via ?? 'support';
  const checks = rule?.verify?.checks ?? ['none'];
  const parts: string[] = [];

  return {
    'asks for recovery': async (pick) => {
      const token = await tokenFor(pick);
      if (token) await call('recovery.request', (mfa) => mfa.recovery.request({ token, via }));
      else if (powers.approver) {
        const request = { userId, user: portal.user(), via, staff: { id: 'kim-2' } };
        await call('recovery.request', (mfa) => mfa.recovery.request(request));
      }
    },
    'has a recovery approved': async () => {
      if (!powers.approver) return;
      const user = portal.user();
      const view = await call('support.describe', (mfa) => mfa.support.describe({ userId, user }));
      const requestId = view?.recoveries.find((recovery) => recovery.via === via)?.id;
      if (requestId === undefined) return;
      const approval = { userId, user, requestId, staff: KIM, checks, note: 'all in order' };
      const approved = await call('recovery.approve', (mfa) => mfa.recovery.approve(approval));
      if (approved?.kind === 'approved' && approved.code !== undefined) parts.push(approved.code);
    },
    'has the desk help': async (pick) => {
      if (!powers.approver) return;
      const note = 'she called';
      const target = owner.devices[pick % Math.max(1, owner.devices.length)]?.factorId ?? 'backup-codes';
      if (pick % 3 === 0) await call('cancel', (mfa) => mfa.recovery.cancel({ userId, staff: KIM, note }));
      else await call('unlock', (mfa) => mfa.support.unlock({ userId, target, staff: KIM, note }));
    },
    'completes a recovery': async (pick) => {
      // Some recoveries are on hold first.
      if (pick % 2 === 0) clock.advance(25 * HOUR);
      await knock(1);
      const token = tokens.at(-1);
      if (token === undefined) return;
      const sent =
        inbox().findLast(({ notice }) => notice?.about === 'recovery-code.sent')?.notice?.text ?? '';
      const codes = [
        'AAAA-AAAA',
        'AAAA-AAAA-BBBB-BBBB',
        parts.at(-1),
        parts.slice(-2).join(''),
        `${parts.at(-1)}${parts.at(-1)}`,
        owner.spent.findLast((said) => /^[0-9A-Z]{4}-[0-9A-Z]{4}/.test(said)),
        /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent)?.[0],
        undefined,
      ];
      const code = codes[pick % codes.length];
      const input = { token, via, ...(code === undefined ? {} : { code }) };
      take('recovery.complete', await call('recovery.complete', (mfa) => mfa.recovery.complete(input)));
    },
    'stops a recovery': async () => {
      await commands.as('staff')('dispatchNotices', (mfa) => mfa.dispatchNotices({ userId }));
      const cancelToken = inbox().findLast(({ notice }) => notice?.cancelToken)?.notice?.cancelToken;
      if (cancelToken) await call('recovery.cancel', (mfa) => mfa.recovery.cancel({ cancelToken }));
    },
  };
}
