import { parseDuration } from './duration.ts';
import { plainCopy } from './plain-copy.ts';
import type { Policy } from './policy.ts';
import { EXTENSION, requirement, requirementForms } from './requirement-form.ts';
import {
  arrayOf,
  bool,
  byKey,
  duration,
  invalid,
  type JsonSchema,
  mapOf,
  matching,
  moment,
  named,
  object,
  oneOf,
  type Shape,
  text,
  where,
  whole,
} from './shape.ts';
import { THROTTLE_DEFAULTS } from './throttle.ts';

/**
 * Parses a policy from code or JSON. Unknown keys, impossible durations and limits outside the standards are refused,
 * so that a misspelt rule is a start-up error and not a missing rule. Returns a frozen copy.
 *
 * @throws MfaError `policy-invalid`, naming the path and the reason.
 * @example
 * ```ts
 * import { parsePolicy, presetS1 } from '@factorkit/core/policy';
 *
 * const policy = parsePolicy({ ...presetS1, id: 'ours', throttle: { attempts: 3, lock: '1m' } });
 * ```
 */
export function parsePolicy(value: unknown): Policy {
  const copy = plainCopy(value);
  policy.read(copy, '');
  return copy as Policy;
}

const METHOD = new RegExp(`^(totp|email|sms|webauthn|${EXTENSION})$`);
const RECOVERY = new RegExp(`^(backup-code|support|form|${EXTENSION})$`);
const ACTION = /^[A-Za-z0-9._:-]{1,64}$/;
const DAY = 86_400_000;

const method = matching(METHOD, 'is not a method of factors');
const attributeValue: Shape = {
  read(value, path) {
    if (typeof value === 'number' || typeof value === 'boolean') return;
    text.read(value, path);
  },
  schema: { anyOf: [text.schema, { type: ['number', 'boolean'] }] },
};

const condition = named('condition', () => conditionForm);
const conditionForm = conditionOf(condition);
const ruleCondition = named('ruleCondition', () => ruleConditionForm);
const ruleConditionForm = conditionOf(ruleCondition, { enrolled: bool });

/** A condition that may contain conditions of its own kind. */
function conditionOf(part: Shape, more: { readonly [key: string]: Shape } = {}): Shape {
  return where(
    object(
      {},
      {
        role: arrayOf(text, { min: 1 }),
        group: arrayOf(text, { min: 1 }),
        attribute: mapOf(
          { key: /^.{1,64}$/, why: 'is not a name of at most 64 characters' },
          arrayOf(attributeValue, { min: 1 }),
        ),
        risk: oneOf('low', 'medium', 'high'),
        ...more,
        not: part,
        any: arrayOf(part, { min: 1 }),
      },
    ),
    (value) => Object.keys(value).length > 0,
    'says nothing: leave it out to mean everyone',
    { minProperties: 1 },
  );
}

const methodRule = where(
  object(
    { allow: oneOf('yes', 'existing') },
    {
      until: moment,
      max: whole({ min: 1, max: 50 }),
      activeOnlyIf: requirement,
      past: whole({ min: 0, max: 10, why: 'steps; RFC 6238 §5.2 recommends one' }),
      future: whole({ min: 0, max: 10, why: 'steps; RFC 6238 §5.2 recommends one' }),
      code: object(
        {},
        {
          digits: oneOf(6, 7, 8),
          expiresAfter: duration({
            ms: 600_000,
            why: 'NIST SP 800-63B-4 §3.1.3.2 allows at most 10 minutes',
          }),
        },
      ),
      send: object(
        {},
        { every: duration(), perHour: whole({ min: 1, max: 100 }), perDay: whole({ min: 1, max: 1000 }) },
      ),
      userVerification: oneOf('required', 'preferred', 'discouraged'),
    },
  ),
  ({ allow, until }: { allow: string; until?: string }) => allow === 'existing' || until === undefined,
  'has an end (until) although new ones are allowed: say allow "existing"',
  { anyOf: [{ properties: { allow: { const: 'existing' } } }, { not: { required: ['until'] } }] },
);

const grace = byKey(
  { until: object({ until: moment }), for: object({ for: duration() }) },
  object({ skips: whole({ min: 1, max: 100 }) }),
);

const actions = mapOf(
  { key: ACTION, why: 'is not a name of 1 to 64 letters, digits, ".", "_", ":", "-"' },
  requirement,
);

const rule = where(
  object(
    { id: text },
    {
      when: ruleCondition,
      mode: oneOf('enforce', 'monitor'),
      enrol: requirement,
      grace,
      signIn: requirement,
      actions,
      advise: requirement,
    },
  ),
  ({ enrol, grace: has }: { enrol?: unknown; grace?: unknown }) => has === undefined || enrol !== undefined,
  'has a grace and nothing to enrol',
  { dependentRequired: { grace: ['enrol'] } },
);

const recoveryRule = where(
  object(
    { via: matching(RECOVERY, 'is not a way of recovery'), grants: oneOf('session', 'enrolment') },
    {
      when: condition,
      verify: object({}, { checks: arrayOf(text, { min: 1 }), approvals: oneOf(1, 2) }),
      hold: duration(),
      handover: oneOf('staff', 'contact', 'none'),
      resets: oneOf('nothing', 'on-approval', 'on-confirmation'),
      after: object(
        {},
        {
          enrol: oneOf(true),
          freeze: object({
            actions: arrayOf(matching(ACTION, 'is not the name of an action'), { min: 1 }),
            for: duration(),
          }),
        },
      ),
    },
  ),
  ({ via, handover }: { via: string; handover?: string }) => via !== 'backup-code' || handover === undefined,
  'has a handover, and a backup code needs none',
  {
    anyOf: [{ not: { properties: { via: { const: 'backup-code' } } } }, { not: { required: ['handover'] } }],
  },
);

const policyForm = object(
  {
    schema: oneOf(1),
    id: text,
    methods: mapOf({ key: METHOD, why: 'is not a method of factors' }, methodRule),
    rules: where(
      arrayOf(rule),
      (rules: readonly { id: string }[]) => new Set(rules.map(({ id }) => id)).size === rules.length,
      'has two rules of one id',
    ),
    manage: object(
      { proof: requirement },
      {
        enrol: requirement,
        remove: requirement,
        regenerate: requirement,
        primary: requirement,
        bootstrap: requirement,
        keep: requirement,
        primaryIf: requirement,
      },
    ),
    recovery: arrayOf(recoveryRule),
  },
  {
    $schema: text,
    enrolledMeansRequired: bool,
    backupCodes: object(
      { issue: oneOf('first-setup', 'each-setup', 'on-request'), acknowledge: oneOf('gate', 'record') },
      {
        after: arrayOf(method, { min: 1 }),
        count: whole({ min: 1, max: 50 }),
        bits: whole({ min: 64, max: 256, why: 'NIST SP 800-63B-4 §4.2.1.1 asks for at least 64' }),
        replaceUsed: oneOf(true),
        warnAt: whole({ min: 0, max: 50 }),
      },
    ),
    trustedDevices: object(
      { for: duration({ ms: 90 * DAY, why: 'at most 90 days' }) },
      { max: whole({ min: 1, max: 50 }), when: condition, proof: requirement },
    ),
    throttle: where(
      object(
        {},
        {
          attempts: whole({ min: 1, max: 100 }),
          accountAttempts: whole({ min: 1, max: 100 }),
          lock: duration(),
          maxLock: duration(),
          cap: whole({ min: 1, max: 100, why: 'NIST SP 800-63B-4 §3.2.2 allows at most 100' }),
        },
      ),
      ({ lock, maxLock }: { lock?: string; maxLock?: string }) =>
        maxLock === undefined ||
        (parseDuration(lock ?? THROTTLE_DEFAULTS.lock) ?? 0) <= (parseDuration(maxLock) ?? 0),
      'has a first lock (lock) that is longer than the longest (maxLock)',
    ),
    on: arrayOf(
      object({
        event: oneOf(
          'mfa.enabled',
          'mfa.disabled',
          'factor.activated',
          'factor.removed',
          'backup-codes.issued',
          'recovery.completed',
          'password.changed',
        ),
        do: arrayOf(
          oneOf('revoke-all-sessions', 'revoke-other-sessions', 'revoke-trusted-devices', 'notify'),
        ),
      }),
    ),
  },
);

interface Named {
  readonly methods: { readonly [name: string]: unknown };
  readonly recovery: readonly { readonly via: string }[];
}

// Evidence is identified by its method's name, so a recovery must not have the name of a factor.
const policy: Shape = {
  read(value, path) {
    policyForm.read(value, path);
    const { methods, recovery } = value as Named;
    const both = recovery.find(({ via }) => Object.hasOwn(methods, via));
    if (both !== undefined) throw invalid(`methods.${both.via}`, 'is also the name of a way of recovery');
  },
  schema: policyForm.schema,
};

/** The policy as a JSON Schema (2020-12), for editors that complete and check while you type. */
export const policyJsonSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Factorkit policy',
  ...policy.schema,
  $defs: {
    requirement: requirementForms.schema,
    condition: conditionForm.schema,
    ruleCondition: ruleConditionForm.schema,
  },
};
