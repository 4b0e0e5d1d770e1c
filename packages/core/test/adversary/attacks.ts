import { createMoves, type Fixture } from './attacker.ts';
import { forgedToken, withEditedRow } from './forgery.ts';
import type { Attempt } from './owner-life.ts';
import { recoveryAttacks } from './recovery-attacks.ts';
import { sessionAttacks } from './session-attacks.ts';

const HOUR = 3_600_000;

/** Everything that an attacker tries. */
export function attacksOf(fixture: Fixture): Readonly<Record<string, Attempt>> {
  const moves = createMoves(fixture);
  const { portal, owner, attacker, call, methods, tokens, take, knock, tokenFor, optionsOf } = moves;
  const { guess, answer, answerByMail } = moves;
  const { policy, clock } = portal;
  const { powers } = attacker.loot;

  return {
    ...sessionAttacks(moves),
    ...recoveryAttacks(moves),
    knocks: knock,
    'answers by mail': async (pick) => {
      const token = await tokenFor(pick);
      if (token !== undefined) await answerByMail(token, pick);
    },
    'answers twice by mail': async (pick) => {
      await knock(pick);
      // Each right answer may lead to a further question.
      for (let round = 0; round < 2; round++) {
        const token = tokens.at(-1);
        if (token !== undefined) await answerByMail(token, pick + round);
      }
    },
    guesses: async (pick) => {
      const token = await tokenFor(pick);
      const [option] = token === undefined ? [] : await optionsOf(token);
      if (token !== undefined && option) await answer(token, option.factorId, guess(pick));
    },
    'guesses until it is over': async (pick) => {
      await knock(pick);
      const options = tokens.length === 0 ? [] : await optionsOf(tokens.at(-1) ?? '');
      const option = options[pick % Math.max(1, options.length)];
      if (option === undefined) return;
      for (let tries = 0; tries < 6; tries++) {
        const token = tokens.at(-1);
        if (token !== undefined) await answer(token, option.factorId, guess(pick + tries));
        clock.advance(HOUR);
        await knock(1);
      }
    },
    'repeats what the owner said': async (pick) => {
      const token = await tokenFor(pick);
      const said = owner.spent[pick % Math.max(1, owner.spent.length)];
      if (token === undefined || said === undefined) return;
      for (const { factorId } of await optionsOf(token)) await answer(token, factorId, said);
      take(
        'verifyBackupCode',
        await call('verifyBackupCode', (mfa) => mfa.verifyBackupCode({ token, code: said })),
      );
    },
    'sends an old token': async (pick) => {
      const token = owner.spentTokens[pick % Math.max(1, owner.spentTokens.length)];
      if (token === undefined) return;
      const [device] = owner.devices;
      const response = owner.spent.at(-1) ?? '000000';
      if (device) await answer(token, device.factorId, response);
      take(
        'postpone',
        await call('postponeEnrolment', (mfa) => mfa.postponeEnrolment({ caller: { token } })),
      );
    },
    'forges a token': async (pick) => {
      if (!powers.retiredKey) return;
      const account = await portal.account();
      if (account === undefined) return;
      const token = forgedToken(policy.id, account, clock.now(), pick);
      const method = methods[pick % methods.length] ?? 'totp';
      tokens.push(token);
      take(
        'beginEnrolment',
        await call('beginEnrolment', (mfa) => mfa.beginEnrolment({ caller: { token }, method })),
      );
      await answerByMail(token, pick);
    },
    'edits the row': async (pick) => {
      if (powers.row) await withEditedRow(portal, pick, () => knock(1));
    },
    waits: async (pick) => {
      clock.advance([1000, 31_000, 5 * 60_000, HOUR][pick % 4] ?? HOUR);
    },
  };
}
