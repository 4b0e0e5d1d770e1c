import type { Method } from './method.ts';

/** What a change to an account is called in the audit trail. The engine adds who, when and from where. */
export type Happening =
  | { readonly type: 'enrolment.begun'; readonly factorId: string; readonly method: Method }
  | {
      readonly type: 'enrolment.rejected';
      readonly factorId: string;
      readonly method: Method;
      readonly failures: number;
    }
  | { readonly type: 'enrolment.proven'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'factor.activated'; readonly factorId: string; readonly method: Method }
  | {
      readonly type: 'factor.accepted';
      readonly factorId: string;
      readonly method: Method;
      readonly challengeId: string;
    }
  | {
      readonly type: 'factor.rejected';
      readonly factorId: string;
      readonly method: Method;
      readonly challengeId: string;
      readonly failures: number;
    }
  | {
      readonly type: 'factor.locked';
      readonly factorId: string;
      readonly method: Method;
      readonly until: number;
    }
  | { readonly type: 'factor.suspended'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'factor.renamed'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'factor.removed'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'primary.changed'; readonly factorId: string; readonly method: Method }
  | {
      readonly type: 'code.sent';
      readonly factorId: string;
      readonly method: Method;
      readonly deliveryId: string;
    }
  | { readonly type: 'enrolment.postponed'; readonly times: number }
  | { readonly type: 'mfa.enabled' }
  | { readonly type: 'mfa.disabled' }
  | { readonly type: 'backup-codes.issued'; readonly setId: string; readonly count: number }
  | { readonly type: 'backup-codes.acknowledged'; readonly setId: string }
  | { readonly type: 'backup-code.accepted'; readonly challengeId: string; readonly left: number }
  | { readonly type: 'backup-code.rejected'; readonly challengeId: string; readonly failures: number }
  | { readonly type: 'backup-codes.locked'; readonly until: number }
  | { readonly type: 'backup-codes.suspended' }
  | { readonly type: 'account.erased' };
