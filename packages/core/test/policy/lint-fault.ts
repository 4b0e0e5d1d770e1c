import type { Policy } from '../../src/policy/index.ts';
import type { FindingCode, Severity } from '../../src/policy/lint/finding.ts';
import type { LintOptions } from '../../src/policy/lint/lint.ts';

/** Nothing is to be found in it. */
export const sound: Policy = {
  schema: 1,
  id: 'sound',
  methods: { totp: { allow: 'yes' }, webauthn: { allow: 'yes' } },
  rules: [{ id: 'everyone', enrol: { of: ['totp', 'webauthn'] } }],
  manage: { proof: { of: ['totp', 'webauthn'], maxAge: '15m' } },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['identity'], approvals: 2 },
      grants: 'enrolment',
      after: { enrol: true },
    },
  ],
  on: [{ event: 'recovery.completed', do: ['notify'] }],
};

export const key = { of: [{ method: ['webauthn'], trait: ['phishing-resistant'] }] } as const;
export const admins = { role: ['admin'] } as const;

/** A policy that has a fault, and the same without it. */
export interface Fault {
  readonly code: FindingCode;
  readonly about: string;
  readonly path: string;
  readonly severity: Severity;
  readonly bad: Partial<Policy>;
  readonly good: Partial<Policy>;
  readonly options?: LintOptions;
}

export const rule = (asked: object): Partial<Policy> => ({ rules: [{ id: 'r', ...asked }] });
export const recovery = (entry: object): Partial<Policy> => ({
  recovery: [{ via: 'support', verify: { checks: ['identity'] }, grants: 'enrolment', ...entry }],
});
export const manage = (entry: object): Partial<Policy> => ({ manage: { ...sound.manage, ...entry } });
export const methods = (entry: Policy['methods']): Partial<Policy> => ({
  methods: { ...sound.methods, ...entry },
});
