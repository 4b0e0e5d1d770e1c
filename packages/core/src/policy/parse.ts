import type { Policy } from './policy.ts';
import {
  arrayOf,
  bool,
  duration,
  invalid,
  mapOf,
  object,
  oneOf,
  type Reader,
  text,
  whole,
} from './reader.ts';

const FACTOR_METHODS = ['totp', 'email', 'sms', 'webauthn'];
const OTHER_EVIDENCE = ['password', 'federated', 'passkey', 'magic-link', 'backup-code'];
const TRAITS = ['phishing-resistant', 'user-verified', 'device-bound', 'remembered'];
const EVENTS = ['mfa.enabled', 'mfa.disabled', 'factor.activated', 'factor.removed', 'backup-codes.issued'];

/**
 * Reads a policy, from code or from JSON. An unknown key, an impossible duration and a limit outside the standards
 * are refused, so that a misspelt rule is a start-up error and not a missing rule.
 *
 * @throws MfaError `policy-invalid`, naming the path and the reason.
 *
 * @example
 * ```ts
 * import { parsePolicy, presetS1 } from '@factorkit/core/policy';
 *
 * const policy = parsePolicy({ ...presetS1, id: 'ours', throttle: { attempts: 3, lock: '1m' } });
 * ```
 */
export function parsePolicy(value: unknown): Policy {
  policy(value, '');
  return value as Policy;
}

const method: Reader = (value, path) => {
  if (typeof value !== 'string' || !isMethod(value)) throw invalid(path, 'is not a method of factors');
};

const evidenceMethod: Reader = (value, path) => {
  if (typeof value !== 'string' || !(isMethod(value) || OTHER_EVIDENCE.includes(value))) {
    throw invalid(path, 'is not a method that can be shown');
  }
};

const selector: Reader = (value, path) => {
  if (typeof value === 'string') return evidenceMethod(value, path);
  const trait = arrayOf(oneOf(...TRAITS), { min: 1 });
  object({}, { method: arrayOf(evidenceMethod, { min: 1 }), trait, not: trait })(value, path);
};

const requirement: Reader = (value, path) => {
  const doc = typeof value === 'object' && value !== null ? value : {};
  if ('all' in doc) return object({ all: arrayOf(requirement, { min: 1 }) })(value, path);
  if ('any' in doc) return object({ any: arrayOf(requirement, { min: 1 }) })(value, path);
  object(
    { of: arrayOf(selector, { min: 1 }) },
    {
      count: whole({ min: 1, max: 10 }),
      distinct: oneOf('factor', 'method', 'channel'),
      maxAge: duration,
      live: oneOf(true),
    },
  )(value, path);
};

const methodRule = object(
  { allow: oneOf('yes') },
  {
    max: whole({ min: 1, max: 50 }),
    past: whole({ min: 0, max: 10, why: 'steps; RFC 6238 §5.2 recommends one' }),
    future: whole({ min: 0, max: 10, why: 'steps; RFC 6238 §5.2 recommends one' }),
  },
);

const policy = object(
  {
    schema: oneOf(1),
    id: text,
    methods: mapOf((name) => (isMethod(name) ? undefined : 'is not a method of factors'), methodRule),
    rules: arrayOf(object({ id: text }, { enrol: requirement, signIn: requirement })),
    manage: object(
      { proof: requirement },
      {
        enrol: requirement,
        remove: requirement,
        regenerate: requirement,
        bootstrap: requirement,
        keep: requirement,
      },
    ),
    recovery: arrayOf(object({ via: oneOf('backup-code'), grants: oneOf('session') })),
  },
  {
    enrolledMeansRequired: bool,
    backupCodes: object(
      { issue: oneOf('first-setup', 'each-setup', 'on-request'), acknowledge: oneOf('gate', 'record') },
      {
        after: arrayOf(method, { min: 1 }),
        count: whole({ min: 1, max: 50 }),
        bits: whole({ min: 64, max: 256, why: 'NIST SP 800-63B-4 §4.2.1.1 asks for at least 64' }),
        warnAt: whole({ min: 0, max: 50 }),
      },
    ),
    throttle: object(
      {},
      {
        attempts: whole({ min: 1, max: 100 }),
        lock: duration,
        maxLock: duration,
        cap: whole({ min: 1, max: 100, why: 'NIST SP 800-63B-4 §3.2.2 allows at most 100' }),
      },
    ),
    on: arrayOf(
      object({
        event: oneOf(...EVENTS),
        do: arrayOf(oneOf('revoke-all-sessions', 'revoke-other-sessions'), { min: 1 }),
      }),
    ),
  },
);

function isMethod(name: string): boolean {
  return FACTOR_METHODS.includes(name) || /^x-[a-z0-9-]{1,30}$/.test(name);
}
