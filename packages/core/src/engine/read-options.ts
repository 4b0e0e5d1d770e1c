import type { Method } from '../account/factors/method.ts';
import { keyedHash, matchesKeyedHash } from '../codec/keyed-hash.ts';
import { createKeyring, isUnderCurrentKey } from '../codec/keyring.ts';
import { createKeyringSealer } from '../codec/keyring-sealer.ts';
import { MfaError } from '../errors.ts';
import { usualTexts } from '../notices/message-texts.ts';
import { accountThrottleOf, throttleOf } from '../policy/limits.ts';
import { factsToAskFor } from '../policy/requirements/user-facts.ts';
import { parsePolicy } from '../policy/schema/parse.ts';
import type { Policy } from '../policy/schema/policy.ts';
import type { StorageAdapter } from '../ports/storage.ts';
import { readConfiguration } from '../schema/configuration.ts';
import { openObject, port } from '../schema/object.ts';
import { storedText } from '../schema/texts.ts';
import { optional, text, where, whole } from '../schema/values.ts';
import { createEventLimit } from './commit/event-limit.ts';
import type { EngineContext } from './context.ts';
import type { MfaOptions } from './mfa-options.ts';
import {
  checkedClock,
  checkedPortal,
  checkedRandom,
  checkedSealer,
  checkedSendGuard,
  checkedStorage,
  systemRandom,
} from './ports/checked-ports.ts';
import { agreedStorage, createClockAgreement } from './ports/clock-agreement.ts';
import { createCallPort } from './ports/port-deadline.ts';
import { assertHooks, tellsUsers } from './ports/required-hooks.ts';
import { systemTimer } from './ports/system-timer.ts';
import { createHeldSignIns } from './sign-in/held-sign-ins.ts';
import { createBadAccounts } from './upkeep/bad-accounts.ts';

const lifetime = optional(whole({ min: 60, max: 3600 }));

const OPTIONS = openObject({
  issuer: where(
    text,
    (read) => read.trim() !== '' && !/\p{Surrogate}/u.test(read),
    'well-formed text that is not empty',
  ),
  deployment: optional(storedText(64)),
  deadlineSeconds: optional(whole({ min: 1, max: 60 })),
  challengeSeconds: lifetime,
  enrolmentSeconds: lifetime,
  storage: port<StorageAdapter>(
    'load',
    'save',
    'delete',
    'record',
    'due',
    'readUserIds',
    'readEvents',
    'now',
  ),
});

/** @throws MfaError `configuration-invalid` or `policy-invalid`, with what to change. */
export function readOptions(options: MfaOptions): EngineContext {
  const keyring = createKeyring(options.keys);
  const random = checkedRandom(options.random ?? systemRandom);
  const policy = parsePolicy(options.policy);
  const methods = new Map(options.methods.map((method) => [method.method, method]));
  const {
    issuer,
    deadlineSeconds = 10,
    challengeSeconds = 600,
    enrolmentSeconds = 900,
  } = readConfiguration('createMfa', OPTIONS, options);
  const portal = options.portal ?? {};
  const timer = options.timer ?? systemTimer;
  const deadline = { timer, deadlineMs: deadlineSeconds * 1000 };
  const clock = checkedClock(options.clock ?? Date.now);
  const storage = checkedStorage(options.storage, deadline);
  const clockAgreement = createClockAgreement(clock, storage);
  const shared: Omit<EngineContext, keyof OfPolicy> = {
    issuer,
    keyring,
    keyed: {
      of: (text) => keyedHash(keyring, text),
      matches: (text, stored) => matchesKeyedHash(keyring, text, stored),
      outdated: (stored) => !isUnderCurrentKey(keyring, stored),
    },
    sealer: options.sealer ? checkedSealer(options.sealer, deadline) : createKeyringSealer(keyring, random),
    storage: options.clock === undefined ? agreedStorage(storage, clockAgreement) : storage,
    clockAgreement,
    methods,
    portal: checkedPortal(portal, deadline),
    notices: { ...options.notices, texts: options.notices?.texts ?? usualTexts.notices },
    sendGuard: options.sendGuard && checkedSendGuard(options.sendGuard, deadline),
    callDelivery: createCallPort('portal-failed', deadline),
    clock,
    random,
    timer,
    eventLimit: createEventLimit(),
    heldSignIns: createHeldSignIns(),
    badAccounts: createBadAccounts(),
    challengeMs: challengeSeconds * 1000,
    enrolmentMs: enrolmentSeconds * 1000,
  };
  return withPolicy(shared, options, policy);
}

/** The part of the context that depends on the policy. */
type OfPolicy = Pick<
  EngineContext,
  'policy' | 'tokens' | 'limits' | 'accountLimits' | 'asksForUser' | 'writesNotices'
>;

/** @throws MfaError `configuration-invalid` if the policy needs a method or a hook that was not passed. */
export function withPolicy(
  shared: Omit<EngineContext, keyof OfPolicy>,
  options: Pick<MfaOptions, 'portal' | 'notices' | 'deployment'>,
  policy: Policy,
  tenant?: string,
): EngineContext {
  const { keyring, issuer, methods } = shared;
  for (const method of Object.keys(policy.methods) as Method[]) {
    if (methods.has(method)) continue;
    throw new MfaError(
      'configuration-invalid',
      `createMfa: methods: expected ${method}, which policy.methods names`,
    );
  }
  const portal = options.portal ?? {};
  const dispatchedElsewhere = options.notices?.dispatchedElsewhere === true;
  assertHooks(policy, methods, { portal, dispatchedElsewhere });
  return {
    ...shared,
    policy,
    tokens: { keyring, issuer, policyId: policy.id, deployment: options.deployment, tenant },
    limits: throttleOf(policy),
    accountLimits: accountThrottleOf(policy),
    asksForUser: factsToAskFor(policy).length > 0,
    writesNotices: dispatchedElsewhere || portal.notify !== undefined || tellsUsers(policy),
  };
}
