import type { Method } from '../account/factors/method.ts';
import { keyedHash, matchesKeyedHash } from '../codec/keyed-hash.ts';
import { createKeyring, isUnderCurrentKey } from '../codec/keyring.ts';
import { createKeyringSealer } from '../codec/keyring-sealer.ts';
import { MfaError } from '../errors.ts';
import { noticeTexts } from '../notices/notice-texts.ts';
import { accountThrottleOf, throttleOf } from '../policy/limits.ts';
import { factsToAskFor } from '../policy/requirements/user-facts.ts';
import { parsePolicy } from '../policy/schema/parse.ts';
import type { Policy } from '../policy/schema/policy.ts';
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

/** @throws MfaError `configuration-invalid` or `policy-invalid`, with what to change. */
export function readOptions(options: MfaOptions): EngineContext {
  const keyring = createKeyring(options.keys);
  const random = checkedRandom(options.random ?? systemRandom);
  const policy = parsePolicy(options.policy);
  const methods = new Map(options.methods.map((method) => [method.method, method]));
  if (
    typeof options.issuer !== 'string' ||
    options.issuer.trim() === '' ||
    /\p{Surrogate}/u.test(options.issuer)
  ) {
    throw misconfigured('issuer is not a text, is empty, or is not well-formed');
  }
  const { deployment } = options;
  if (deployment !== undefined && !isShortText(deployment)) {
    throw misconfigured('deployment is not a text of 1 to 64 characters');
  }
  const portal = options.portal ?? {};
  for (const name of [
    'load',
    'save',
    'delete',
    'record',
    'due',
    'readUserIds',
    'readEvents',
    'now',
  ] as const) {
    if (typeof options.storage?.[name] !== 'function')
      throw misconfigured(`storage.${name} is not a function`);
  }
  const timer = options.timer ?? systemTimer;
  const deadlineMs = secondsMs('deadlineSeconds', options.deadlineSeconds ?? 10, [1, 60]);
  const deadline = { timer, deadlineMs };
  const clock = checkedClock(options.clock ?? Date.now);
  const storage = checkedStorage(options.storage, deadline);
  const clockAgreement = createClockAgreement(clock, storage);
  const shared: Omit<EngineContext, keyof OfPolicy> = {
    issuer: options.issuer,
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
    notices: { ...options.notices, texts: options.notices?.texts ?? noticeTexts },
    sendGuard: options.sendGuard && checkedSendGuard(options.sendGuard, deadline),
    callDelivery: createCallPort('portal-failed', deadline),
    clock,
    random,
    timer,
    eventLimit: createEventLimit(),
    heldSignIns: createHeldSignIns(),
    badAccounts: createBadAccounts(),
    challengeMs: secondsMs('challengeSeconds', options.challengeSeconds ?? 600, [60, 3600]),
    enrolmentMs: secondsMs('enrolmentSeconds', options.enrolmentSeconds ?? 900, [60, 3600]),
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
    if (!methods.has(method))
      throw misconfigured(`policy.methods names ${method}, which is missing in methods`);
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

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 64 && !/\p{Surrogate}/u.test(value);
}

function secondsMs(name: string, seconds: number, [least, most]: readonly [number, number]): number {
  if (!Number.isInteger(seconds) || seconds < least || seconds > most) {
    throw misconfigured(`${name} is not a whole number from ${least} to ${most}`);
  }
  return seconds * 1000;
}

function misconfigured(why: string): MfaError {
  return new MfaError('configuration-invalid', `createMfa: ${why}`);
}
