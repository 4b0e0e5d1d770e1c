import type {
  Assurance,
  BackupCodesAcknowledged,
  BackupCodesRegenerated,
  EnrolmentBegun,
  EnrolmentConfirmed,
  FactorRemoved,
  FactorRenamed,
  PrimaryChosen,
  StepUp,
  VerifyOutcome,
} from '@factorkit/core';
import type { Postponed, Reauthentication } from '../../../src/engine/results/outcomes.ts';
import { challengeInWords, enrolInWords, proofInWords } from './words.ts';

export type Result =
  | VerifyOutcome
  | StepUp
  | Postponed
  | Reauthentication
  | EnrolmentBegun
  | EnrolmentConfirmed
  | BackupCodesAcknowledged
  | FactorRemoved
  | FactorRenamed
  | PrimaryChosen
  | BackupCodesRegenerated;

export interface Words {
  readonly words: string;
  readonly token?: string;
  readonly assurance?: Assurance;
}

/** What the engine said, in the model's words; factors by their names here. */
export function said(result: Result, nameOf: (factorId: string) => string): Words {
  switch (result.kind) {
    case 'complete':
      return { words: 'complete', assurance: result.assurance };
    case 'challenge': {
      const { options, backupCode } = result.challenge;
      return {
        words: challengeInWords(
          options.map(({ factorId }) => nameOf(factorId)),
          backupCode,
        ),
        token: result.token,
      };
    }
    case 'enrol':
      return 'token' in result
        ? { words: enrolInWords(result.methods, result.grace?.skips), token: result.token }
        : { words: enrolInWords(result.methods, undefined) };
    case 'proof-required': {
      const { factors, firstFactors, backupCode } = result;
      return {
        words: proofInWords(
          factors.map(({ factorId }) => nameOf(factorId)),
          firstFactors,
          backupCode,
        ),
      };
    }
    case 'denied':
      return { words: `denied ${result.reason}` };
    case 'refused':
      return { words: `refused ${result.reason}` };
    case 'rejected':
      return { words: 'attemptsLeft' in result ? `rejected, ${result.attemptsLeft} left` : 'rejected' };
    case 'code-used':
      return { words: 'code used' };
    case 'locked':
      return { words: `locked until ${result.retryAt}` };
    case 'begun':
      return { words: `begun ${nameOf(result.enrolment.factorId)}` };
    case 'acknowledge':
      return { words: `acknowledge ${nameOf(result.factorId)}` };
    case 'active': {
      const next = said(result.next, nameOf);
      const codes = result.backupCodes === undefined ? '' : ' with codes';
      return { ...next, words: `active ${nameOf(result.factorId)}${codes}, then ${next.words}` };
    }
    case 'acknowledged': {
      const next = said(result.next, nameOf);
      const activated = result.activated.map(nameOf).join(' ') || 'nothing';
      return { ...next, words: `acknowledged ${activated}, then ${next.words}` };
    }
    case 'removed':
      return { words: `removed, ${result.enabled ? 'still on' : 'now off'}` };
    case 'suspended':
    case 'renamed':
    case 'chosen':
    case 'regenerated':
      return { words: result.kind };
  }
}
