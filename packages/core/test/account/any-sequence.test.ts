import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import { type Account, type Change, newAccount } from '../../src/account/account.ts';
import {
  acknowledgeBackupCodes,
  issueBackupCodes,
  rejectBackupCode,
  spendBackupCode,
} from '../../src/account/backup-codes/backup-codes.ts';
import {
  activate,
  awaitAcknowledgement,
  beginEnrolment,
  rejectProof,
} from '../../src/account/factors/enrolment.ts';
import { isEnrolled } from '../../src/account/factors/factor.ts';
import { removeFactor, renameFactor } from '../../src/account/factors/factor-changes.ts';
import { acceptAnswer, rejectAnswer } from '../../src/account/factors/verification.ts';
import { withoutExpired } from '../../src/account/sign-in/challenges.ts';
import { readBack } from '../codec/stored.ts';
import { codeSet, deepFreeze, LIMITS, NOON, pending } from './sample-accounts.ts';

/** What a user, a stranger or time does next. `pick` chooses among the factors that it fits. */
const steps = [
  'begin',
  'begin-replacement',
  'begin-other-method',
  'wrong-proof',
  'prove',
  'activate',
  'right-answer',
  'wrong-answer',
  'rename',
  'remove',
  'issue-codes',
  'acknowledge-codes',
  'use-code',
  'wrong-code',
  'time-passes',
] as const;
type StepName = (typeof steps)[number];

interface Step {
  readonly name: StepName;
  readonly pick: number;
}

// A low cap, so that suspension is reached; the rest as usual.
const limits = { ...LIMITS, attempts: 2, cap: 3 };

interface World {
  readonly account: Account;
  readonly now: number;
  readonly serial: number;
}

/** The change that a step makes, or `undefined` where the account has nothing that it could be done to. */
function changeBy({ name, pick }: Step, { account, now, serial }: World): Change | undefined {
  const among = <T>(all: readonly T[]): T | undefined => all[pick % Math.max(all.length, 1)];
  const setUp = among(account.factors.filter((factor) => factor.status === 'pending'));
  const answering = among(account.factors.filter((factor) => factor.status === 'active'));
  const enrolled = among(account.factors.filter(isEnrolled));
  const set = account.backupCodes;
  const fresh = pending(`f${serial}`, { createdAt: now, expiresAt: now + 900_000, epoch: account.epoch });
  const proof = { data: { secret: 's', lastStep: serial }, expiresAt: now + 900_000 };
  const challengeId = `c${serial}`;
  switch (name) {
    case 'begin':
      return beginEnrolment(account, fresh);
    case 'begin-replacement':
      return enrolled && beginEnrolment(account, { ...fresh, replaces: enrolled.id });
    case 'begin-other-method':
      return beginEnrolment(account, { ...fresh, method: 'x-card' });
    case 'wrong-proof':
      return setUp && rejectProof(account, setUp, limits, now);
    case 'prove':
      return setUp && awaitAcknowledgement(account, { factor: setUp, ...proof });
    case 'activate':
      return setUp && activate(account, { factor: setUp, data: proof.data, epoch: `e${serial}`, now });
    case 'right-answer':
      return answering && acceptAnswer(account, { factor: answering, data: proof.data, challengeId, now });
    case 'wrong-answer':
      return answering && rejectAnswer(account, { factor: answering, challengeId, limits, now });
    case 'rename':
      return enrolled && renameFactor(account, enrolled, `Label ${serial}`);
    case 'remove':
      return enrolled && removeFactor(account, enrolled, `e${serial}`);
    case 'issue-codes':
      return issueBackupCodes(account, codeSet({ id: `s${serial}` }));
    case 'acknowledge-codes':
      return set && acknowledgeBackupCodes(account, set, now);
    case 'use-code': {
      const hash = set && among(set.hashes);
      return set && hash === undefined
        ? undefined
        : set && spendBackupCode(account, { set, hash: hash ?? '', challengeId });
    }
    case 'wrong-code':
      return set && rejectBackupCode(account, { set, challengeId, limits, now });
    case 'time-passes':
      return undefined;
  }
}

const anySequence = fc.array(fc.record({ name: fc.constantFrom(...steps), pick: fc.nat({ max: 7 }) }), {
  minLength: 1,
  maxLength: 60,
  size: 'max',
});

/** Does the steps one after the other on frozen accounts, and looks at each change that they make. */
function walk(sequence: readonly Step[], look: (before: Account, change: Change, step: Step) => void): void {
  let world: World = { account: deepFreeze(newAccount('anna', NOON)), now: NOON, serial: 0 };
  for (const step of sequence) {
    const now = world.now + (step.name === 'time-passes' ? 300_000 : 1000);
    const change = changeBy(step, { ...world, now });
    if (change) look(world.account, change, step);
    // As the engine does with each save.
    const account = withoutExpired(change?.account ?? world.account, now);
    world = { account: deepFreeze(account), now, serial: world.serial + 1 };
  }
}

const holdsIn = (look: (before: Account, change: Change, step: Step) => void): void =>
  fc.assert(
    fc.property(anySequence, (sequence) => walk(sequence, look)),
    { numRuns: runs(300) },
  );

const types = ({ events }: Change) => events.map(({ type }) => type);

describe('whatever happens to an account, in any order', () => {
  // The inputs are frozen throughout, so each of these also proves that no transition changes what it was given.
  it('no two factors share an id', () => {
    holdsIn((_, { account }) => {
      expect(new Set(account.factors.map(({ id }) => id)).size).toBe(account.factors.length);
    });
  });

  it('invariant 7: every change has something to write in the trail', () => {
    holdsIn((_, change) => expect(change.events.length).toBeGreaterThan(0));
  });

  it('the primary is enrolled, and never a set-up', () => {
    holdsIn((_, { account }) => {
      const { primary } = account;
      if (primary !== undefined) {
        expect(account.factors.filter(isEnrolled).map(({ id }) => id)).toContain(primary);
      }
    });
  });

  it('where a factor is active there is a primary', () => {
    holdsIn((_, { account }) => {
      if (account.factors.some(({ status }) => status === 'active')) expect(account.primary).toBeDefined();
    });
  });

  it('invariant 4: only a removal or a replacement takes an enrolled factor away, and each one is told', () => {
    holdsIn((before, change) => {
      const after = new Set(change.account.factors.filter(isEnrolled).map(({ id }) => id));
      const gone = before.factors.filter(isEnrolled).filter(({ id }) => !after.has(id));
      const told = change.events.flatMap((event) =>
        event.type === 'factor.removed' ? [event.factorId] : [],
      );
      expect(told).toEqual(gone.map(({ id }) => id));
    });
  });

  it('invariant 5: a factor becomes active by activation alone, out of a set-up', () => {
    holdsIn((before, change) => {
      const known = new Set(before.factors.filter(isEnrolled).map(({ id }) => id));
      const come = change.account.factors.filter(isEnrolled).filter(({ id }) => !known.has(id));
      for (const { id } of come) {
        expect(before.factors.find((factor) => factor.id === id)?.status).toBe('pending');
        expect(types(change)).toContain('factor.activated');
      }
    });
  });

  it('L5 the epoch changes exactly when a factor comes or goes', () => {
    holdsIn((before, { account }) => {
      const enrolled = ({ factors }: Account) => factors.filter(isEnrolled).map(({ id }) => id);
      const changed = JSON.stringify(enrolled(before)) !== JSON.stringify(enrolled(account));
      expect(account.epoch !== before.epoch).toBe(changed);
    });
  });

  it('MFA is told to be on and off exactly when it becomes so', () => {
    holdsIn((before, change) => {
      const was = before.factors.some(isEnrolled);
      const is = change.account.factors.some(isEnrolled);
      expect(types(change).includes('mfa.enabled')).toBe(!was && is);
      expect(types(change).includes('mfa.disabled')).toBe(was && !is);
    });
  });

  it('invariant 3: a failure count falls only with a right answer of that very factor', () => {
    holdsIn((before, { account, events }) => {
      const right = events.flatMap((event) =>
        event.type === 'factor.accepted' ||
        event.type === 'enrolment.proven' ||
        event.type === 'factor.activated'
          ? [event.factorId]
          : [],
      );
      for (const { id, failures } of before.factors) {
        const after = account.factors.find((factor) => factor.id === id);
        if (after !== undefined && after.failures.count < failures.count) expect(right).toContain(id);
      }
    });
  });

  it('P1 a suspended factor stays so until it is removed or replaced', () => {
    holdsIn((before, { account }) => {
      for (const factor of before.factors.filter(({ status }) => status === 'suspended')) {
        const after = account.factors.find(({ id }) => id === factor.id);
        expect(after?.status ?? 'suspended').toBe('suspended');
      }
    });
  });

  it('no more than three set-ups of one method are open', () => {
    holdsIn((_, { account }) => {
      const open = account.factors.filter(({ status, method }) => status === 'pending' && method === 'totp');
      expect(open.length).toBeLessThanOrEqual(3);
    });
  });

  it('S2.7 at most one set-up waits for the word that the codes are kept', () => {
    holdsIn((_, { account }) => {
      const waiting = account.factors.filter(
        (factor) => factor.status === 'pending' && factor.awaits === 'acknowledgement',
      );
      expect(waiting.length).toBeLessThanOrEqual(1);
    });
  });

  it('no event holds what is sealed, a hash or a label', () => {
    holdsIn((_, change) => expect(JSON.stringify(change.events)).not.toMatch(/sealed|hash|App|Label/));
  });

  it('every account reads back from its text as it was', () => {
    holdsIn((_, { account }) => {
      expect(readBack(account)).toEqual({ ...account, tags: ['next-tag'] });
    });
  });

  it('and every kind of step does happen in these walks', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anySequence, (sequence) =>
        walk(sequence, (_, change) => {
          for (const type of types(change)) seen.add(type);
        }),
      ),
      { numRuns: 400, seed: 7 },
    );
    expect([...seen].sort()).toEqual([
      'backup-code.accepted',
      'backup-code.rejected',
      'backup-codes.acknowledged',
      'backup-codes.issued',
      'backup-codes.locked',
      'backup-codes.suspended',
      'backup-codes.suspension-near',
      'enrolment.begun',
      'enrolment.proven',
      'enrolment.rejected',
      'factor.accepted',
      'factor.activated',
      'factor.locked',
      'factor.rejected',
      'factor.removed',
      'factor.renamed',
      'factor.suspended',
      'factor.suspension-near',
      'mfa.disabled',
      'mfa.enabled',
      'primary.changed',
    ]);
  });
});
