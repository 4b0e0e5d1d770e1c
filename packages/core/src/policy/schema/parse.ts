import type { RecoveryPath } from '../../account/factors/method.ts';
import { collectDefinitions } from '../../schema/definitions.ts';
import { choose, distinct, listOf, mapOf, object } from '../../schema/object.ts';
import { type JsonSchema, Mismatch, readOr, type Schema } from '../../schema/schema.ts';
import { flag, matching, named, oneOf, optional, textOf, value, where, whole } from '../../schema/values.ts';
import { ACTION_NAME, handover, method, recoveryPath, risk } from '../../schema/vocabulary.ts';
import type { Condition, RuleCondition } from './condition.ts';
import { THROTTLE_DEFAULTS } from './defaults.ts';
import { parseDuration } from './duration.ts';
import { plainCopy, policyInvalid } from './plain-copy.ts';
import type {
  BackupCodeRule,
  DeliveredCodeRule,
  Grace,
  ManageRules,
  MethodRule,
  Policy,
  Reaction,
  RecoveryAftermath,
  RecoveryRule,
  RecoveryVerification,
  Rule,
  SendRule,
  TrustedDeviceRule,
} from './policy.ts';
import { requirement } from './requirement-schema.ts';
import type { ThrottleRule } from './throttle.ts';
import { duration, moment } from './times.ts';
import type { AttributeValue } from './user.ts';

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
  return readOr(frozenPolicy, value, policyInvalid);
}

const DAY = 86_400_000;

const name = textOf({ min: 1 });
const names = listOf(name, { min: 1 });
const action = matching<string>(ACTION_NAME, 'a name of 1 to 64 letters, digits, ".", "_", ":", "-"');

const attributes = mapOf(
  matching<string>(/^.{1,64}$/, 'a name of at most 64 characters'),
  listOf(
    value<AttributeValue>(
      (given) => ['number', 'boolean'].includes(typeof given) || (typeof given === 'string' && given !== ''),
      'text of at least one character, a number, true or false',
      { type: ['string', 'number', 'boolean'], minLength: 1 },
    ),
    { min: 1 },
  ),
);

const tests = {
  role: optional(names),
  group: optional(names),
  attribute: optional(attributes),
  risk: optional(risk),
};
const condition: Schema<Condition> = named('Condition', () =>
  notEmpty(
    object<Condition>({ ...tests, not: optional(condition), any: optional(listOf(condition, { min: 1 })) }),
  ),
);
const ruleCondition: Schema<RuleCondition> = named('RuleCondition', () =>
  notEmpty(
    object<RuleCondition>({
      ...tests,
      enrolled: optional(flag),
      not: optional(ruleCondition),
      any: optional(listOf(ruleCondition, { min: 1 })),
    }),
  ),
);

function notEmpty<T extends object>(condition: Schema<T>): Schema<T> {
  return where(
    condition,
    (value) => Object.keys(value).length > 0,
    'at least one member: leave the condition out to mean everyone',
    { minProperties: 1 },
  );
}

const steps = optional(whole({ min: 0, max: 10, why: 'steps; RFC 6238 §5.2 recommends one' }));

const methodRule = where(
  object<MethodRule>({
    allow: oneOf('yes', 'existing'),
    until: optional(moment),
    max: optional(whole({ min: 1, max: 50 })),
    activeOnlyIf: optional(requirement),
    past: steps,
    future: steps,
    code: optional(
      object<DeliveredCodeRule>({
        digits: optional(oneOf(6, 7, 8)),
        expiresAfter: optional(
          duration({ ms: 600_000, why: 'NIST SP 800-63B-4 §3.1.3.2 allows at most 10 minutes' }),
        ),
      }),
    ),
    send: optional(
      object<SendRule>({
        every: optional(duration()),
        perHour: optional(whole({ min: 1, max: 100 })),
        perDay: optional(whole({ min: 1, max: 1000 })),
      }),
    ),
    userVerification: optional(oneOf('required', 'preferred', 'discouraged')),
  }),
  ({ allow, until }) => allow === 'existing' || until === undefined,
  'no end (until), since new ones are allowed: say allow "existing"',
  { anyOf: [{ properties: { allow: { const: 'existing' } } }, { not: { required: ['until'] } }] },
);

type GraceOf<K extends string> = Extract<Grace, { readonly [key in K]: unknown }>;
const grace: Schema<Grace> = choose(
  {
    until: object<GraceOf<'until'>>({ until: moment }),
    for: object<GraceOf<'for'>>({ for: duration() }),
    skips: object<GraceOf<'skips'>>({ skips: whole({ min: 1, max: 100 }) }),
  },
  (has) => (has('until') ? 'until' : has('for') ? 'for' : 'skips'),
);

const rule = where(
  object<Rule>({
    id: name,
    when: optional(ruleCondition),
    mode: optional(oneOf('enforce', 'monitor')),
    enrol: optional(requirement),
    grace: optional(grace),
    signIn: optional(requirement),
    actions: optional(mapOf(action, requirement)),
    advise: optional(requirement),
  }),
  ({ enrol, grace }) => grace === undefined || enrol !== undefined,
  'something to enrol (enrol), since there is a grace',
  { dependentRequired: { grace: ['enrol'] } },
);

const manage = object<ManageRules>({
  proof: requirement,
  enrol: optional(requirement),
  remove: optional(requirement),
  regenerate: optional(requirement),
  primary: optional(requirement),
  bootstrap: optional(requirement),
  keep: optional(requirement),
  primaryIf: optional(requirement),
});

const backupCodes = object<BackupCodeRule>({
  issue: oneOf('first-setup', 'each-setup', 'on-request'),
  acknowledge: oneOf('gate', 'record'),
  after: optional(listOf(method, { min: 1 })),
  count: optional(whole({ min: 1, max: 50 })),
  bits: optional(whole({ min: 64, max: 256, why: 'NIST SP 800-63B-4 §4.2.1.1 asks for at least 64' })),
  replaceUsed: optional(oneOf(true)),
  warnAt: optional(whole({ min: 0, max: 50 })),
});

const recoveryRule = where(
  object<RecoveryRule>({
    via: recoveryPath,
    grants: oneOf('session', 'enrolment'),
    when: optional(condition),
    verify: optional(
      object<RecoveryVerification>({ checks: optional(names), approvals: optional(oneOf(1, 2)) }),
    ),
    hold: optional(duration()),
    handover: optional(handover),
    resets: optional(oneOf('nothing', 'on-approval', 'on-confirmation')),
    after: optional(
      object<RecoveryAftermath>({
        enrol: optional(oneOf(true)),
        freeze: optional(
          object<NonNullable<RecoveryAftermath['freeze']>>({
            actions: listOf(action, { min: 1 }),
            for: duration(),
          }),
        ),
      }),
    ),
  }),
  ({ via, handover }) => via !== 'backup-code' || handover === undefined,
  'no handover: a backup code needs none',
  {
    anyOf: [{ not: { properties: { via: { const: 'backup-code' } } } }, { not: { required: ['handover'] } }],
  },
);

const trustedDevices = object<TrustedDeviceRule>({
  for: duration({ ms: 90 * DAY, why: 'at most 90 days' }),
  max: optional(whole({ min: 1, max: 50 })),
  when: optional(condition),
  proof: optional(requirement),
});

const throttle = where(
  object<ThrottleRule>({
    attempts: optional(whole({ min: 1, max: 100 })),
    accountAttempts: optional(whole({ min: 1, max: 100 })),
    lock: optional(duration()),
    maxLock: optional(duration()),
    cap: optional(whole({ min: 1, max: 100, why: 'NIST SP 800-63B-4 §3.2.2 allows at most 100' })),
  }),
  ({ lock, maxLock }) =>
    maxLock === undefined ||
    (parseDuration(lock ?? THROTTLE_DEFAULTS.lock) ?? 0) <= (parseDuration(maxLock) ?? 0),
  'a first lock (lock) that is not longer than the longest (maxLock)',
);

const reaction = object<Reaction>({
  event: oneOf(
    'mfa.enabled',
    'mfa.disabled',
    'factor.activated',
    'factor.removed',
    'backup-codes.issued',
    'recovery.completed',
    'password.changed',
  ),
  do: listOf(oneOf('revoke-all-sessions', 'revoke-other-sessions', 'revoke-trusted-devices', 'notify')),
});

const policy = object<Policy>({
  $schema: optional(name),
  schema: oneOf(1),
  id: name,
  methods: mapOf(method, methodRule),
  enrolledMeansRequired: optional(flag),
  rules: distinct(({ id }) => id, listOf(rule)),
  manage,
  backupCodes: optional(backupCodes),
  recovery: listOf(recoveryRule),
  trustedDevices: optional(trustedDevices),
  throttle: optional(throttle),
  on: optional(listOf(reaction)),
});

const frozenPolicy: Schema<Policy> = {
  ...policy,
  read(value, path) {
    const copy = plainCopy(value, path);
    const { methods, recovery } = policy.read(copy, path);
    // Evidence is identified by its method's name, so a recovery must not have the name of a factor.
    const both: RecoveryPath | undefined = recovery.find(({ via }) => Object.hasOwn(methods, via))?.via;
    if (both !== undefined) throw new Mismatch(`methods.${both}`, 'a name that is not that of a recovery');
    return copy as Policy;
  },
};

const { refer, schemas } = collectDefinitions('#/$defs/');

/** The policy as a JSON Schema (2020-12), for editors that complete and check while you type. */
export const policyJsonSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Factorkit policy',
  ...policy.describe(refer),
  $defs: schemas(),
};
