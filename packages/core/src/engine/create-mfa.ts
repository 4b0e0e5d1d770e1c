import type { Method } from '../account/method.ts';
import { keyedHash, matchesKeyedHash } from '../codec/keyed-hash.ts';
import { createKeyring, isUnderCurrentKey, type KeyringEntry } from '../codec/keyring.ts';
import { createKeyringSealer } from '../codec/keyring-sealer.ts';
import { MfaError } from '../errors.ts';
import type { FactorMethod } from '../factors/method.ts';
import { type NoticeOptions, noticeTexts } from '../notices/notice-texts.ts';
import { actionsOf } from '../policy/action.ts';
import { accountThrottleOf, throttleOf } from '../policy/limits.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Policy } from '../policy/policy.ts';
import { userFactsOf } from '../policy/user-facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Portal } from '../ports/portal.ts';
import type { RandomSource } from '../ports/random.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { SendGuard } from '../ports/send-guard.ts';
import type { StorageAdapter } from '../ports/storage.ts';
import type { Timer } from '../ports/timer.ts';
import { acknowledgeBackupCodes } from './acknowledge.ts';
import { askBrowser } from './ask-browser.ts';
import { exportEvents, readEvents } from './audit-trail.ts';
import { createBadAccounts } from './bad-accounts.ts';
import { beginEnrolment, resumeEnrolment } from './begin-enrolment.ts';
import {
  checkedClock,
  checkedPortal,
  checkedRandom,
  checkedSealer,
  checkedSendGuard,
  checkedStorage,
  systemRandom,
} from './checked-ports.ts';
import { agreedStorage, createClockAgreement } from './clock-agreement.ts';
import { confirmEnrolment } from './confirm-enrolment.ts';
import type { EngineContext } from './context.ts';
import { describe } from './describe.ts';
import { dispatchNotices } from './dispatch-notices.ts';
import { eraseAccount } from './erase-account.ts';
import { createEventLimit } from './event-limit.ts';
import { exportAccount } from './export-account.ts';
import { createHeldSignIns } from './held-sign-ins.ts';
import { readArgument } from './input/calls.ts';
import type { Mfa } from './mfa.ts';
import { passwordChanged } from './password-changed.ts';
import { createCallPort } from './port-deadline.ts';
import { postponeEnrolment } from './postpone-enrolment.ts';
import { reauthenticate } from './reauthenticate.ts';
import { recoveryDesk } from './recovery-desk.ts';
import { regenerateBackupCodes } from './regenerate-backup-codes.ts';
import { removeFactor } from './remove-factor.ts';
import { renameFactor } from './rename-factor.ts';
import { requireAssurance } from './require-assurance.ts';
import { assertHooks, tellsUsers } from './required-hooks.ts';
import { rotateKeys } from './rotate-keys.ts';
import { securityStamp } from './security-stamp.ts';
import { sendCode } from './send-code.ts';
import { sendEnrolmentCode } from './send-enrolment-code.ts';
import { setPrimary } from './set-primary.ts';
import { beginSignIn, describeChallenge } from './sign-in.ts';
import { beginStepUp } from './step-up.ts';
import { supportDesk } from './support-desk.ts';
import { systemTimer } from './system-timer.ts';
import { listTrustedDevices, revokeTrustedDevices } from './trusted-devices.ts';
import { verify } from './verify.ts';
import { verifyBackupCode } from './verify-backup-code.ts';

/** What {@link createMfa} takes. */
export interface MfaOptions {
  /** The portal's name, as messages and authenticator apps show it. */
  readonly issuer: string;
  /** 32-byte keys. The first seals and makes tokens; the others only open stored data. */
  readonly keys: readonly KeyringEntry[];
  readonly storage: StorageAdapter;
  readonly methods: readonly FactorMethod[];
  /** Checked here: what {@link parsePolicy} refuses does not start. */
  readonly policy: Policy;
  /**
   * A name for this deployment, such as `staging`: up to 64 characters, optional. A challenge token is valid where
   * keys, issuer, policy id and this name are the same.
   */
  readonly deployment?: string;
  readonly portal?: Portal;
  /** What the user is told of changes, by `portal.notify`, and where the links in it lead. */
  readonly notices?: NoticeOptions;
  /** For codes that are sent: limits that span users. */
  readonly sendGuard?: SendGuard;
  /**
   * Defaults to `Date.now`. That one is compared with the clock of the store at the first use and every ten minutes; one that
   * you pass, as tests do, is compared by `ready` alone.
   */
  readonly clock?: Clock;
  /** `crypto.getRandomValues` where it is not given. */
  readonly random?: RandomSource;
  /** The keyring's own where it is not given. */
  readonly sealer?: Sealer;
  /** How long a challenge may be answered: 60 to 3600 seconds, 600 where it is not given. */
  readonly challengeSeconds?: number;
  /** How long a set-up stays open: 60 to 3600 seconds, 900 where it is not given. */
  readonly enrolmentSeconds?: number;
  /**
   * How long the engine waits for one call of the storage, a host hook, the sealer or the send guard: 1 to 60 seconds,
   * defaults to 10. After that the operation is refused with the error code of that port. A delivery adapter
   * that states a `timeoutMs` of its own has that time.
   */
  readonly deadlineSeconds?: number;
  /** For these deadlines. Defaults to `setTimeout`. */
  readonly timer?: Timer;
}

/**
 * Builds the engine. It keeps nothing between calls but what it was given, so any number of servers may run over one
 * store.
 *
 * @throws MfaError `configuration-invalid` or `policy-invalid`, saying what to change. Without a usable key it does
 * not start.
 *
 * @example
 * ```ts
 * import { createMfa, totp } from '@factorkit/core';
 * import { createMemoryStorage } from '@factorkit/core/memory';
 * import { presetS2 } from '@factorkit/core/policy';
 *
 * declare function endSessionsOf(userId: string, except?: string): Promise<void>;
 *
 * const mfa = createMfa({
 *   issuer: 'Example Portal',
 *   keys: [{ id: '1', key: crypto.getRandomValues(new Uint8Array(32)) }],
 *   storage: createMemoryStorage(),
 *   methods: [totp()],
 *   policy: presetS2,
 *   portal: { revokeSessions: async (userId, { except }) => endSessionsOf(userId, except) },
 * });
 * ```
 */
export function createMfa(options: MfaOptions): Mfa {
  const context = readOptions(options);
  return Object.freeze<Mfa>({
    actions: actionsOf(context.policy),
    ready: async () => context.clockAgreement.compare(),
    beginSignIn: async (input) => beginSignIn(context, readArgument('beginSignIn', input)),
    describeChallenge: async (input) => describeChallenge(context, readArgument('describeChallenge', input)),
    sendCode: async (input) => sendCode(context, readArgument('sendCode', input)),
    sendEnrolmentCode: async (input) => sendEnrolmentCode(context, readArgument('sendEnrolmentCode', input)),
    askBrowser: async (input) => askBrowser(context, readArgument('askBrowser', input)),
    verify: async (input) => verify(context, readArgument('verify', input)),
    verifyBackupCode: async (input) => verifyBackupCode(context, readArgument('verifyBackupCode', input)),
    beginStepUp: async (input) => beginStepUp(context, readArgument('beginStepUp', input)),
    reauthenticate: async (input) => reauthenticate(context, readArgument('reauthenticate', input)),
    describe: async (input) => describe(context, readArgument('describe', input)),
    beginEnrolment: async (input) => beginEnrolment(context, readArgument('beginEnrolment', input)),
    resumeEnrolment: async (input) => resumeEnrolment(context, readArgument('resumeEnrolment', input)),
    confirmEnrolment: async (input) => confirmEnrolment(context, readArgument('confirmEnrolment', input)),
    acknowledgeBackupCodes: async (input) =>
      acknowledgeBackupCodes(context, readArgument('acknowledgeBackupCodes', input)),
    postponeEnrolment: async (input) => postponeEnrolment(context, readArgument('postponeEnrolment', input)),
    setPrimary: async (input) => setPrimary(context, readArgument('setPrimary', input)),
    renameFactor: async (input) => renameFactor(context, readArgument('renameFactor', input)),
    removeFactor: async (input) => removeFactor(context, readArgument('removeFactor', input)),
    regenerateBackupCodes: async (input) =>
      regenerateBackupCodes(context, readArgument('regenerateBackupCodes', input)),
    requireAssurance: async (input) => requireAssurance(context, readArgument('requireAssurance', input)),
    listTrustedDevices: async (input) =>
      listTrustedDevices(context, readArgument('listTrustedDevices', input)),
    revokeTrustedDevices: async (input) =>
      revokeTrustedDevices(context, readArgument('revokeTrustedDevices', input)),
    passwordChanged: async (input) => passwordChanged(context, readArgument('passwordChanged', input)),
    securityStamp: async (input) => securityStamp(context, readArgument('securityStamp', input)),
    recovery: recoveryDesk(context),
    support: supportDesk(context),
    dispatchNotices: async (input) => dispatchNotices(context, readArgument('dispatchNotices', input)),
    readEvents: async (input) => readEvents(context, readArgument('readEvents', input)),
    exportEvents: (input) => exportEvents(context, input),
    exportAccount: async (input) => exportAccount(context, readArgument('exportAccount', input)),
    eraseAccount: async (input) => eraseAccount(context, readArgument('eraseAccount', input)),
    rotateKeys: (input) => rotateKeys(context, input),
  });
}

function readOptions(options: MfaOptions): EngineContext {
  const keyring = createKeyring(options.keys);
  const random = checkedRandom(options.random ?? systemRandom);
  const policy = parsePolicy(options.policy);
  const methods = new Map(options.methods.map((method) => [method.method, method]));
  for (const method of Object.keys(policy.methods) as Method[]) {
    if (!methods.has(method))
      throw misconfigured(`policy.methods allows ${method}, which methods does not bring`);
  }
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
  const dispatchedElsewhere = options.notices?.dispatchedElsewhere === true;
  assertHooks(policy, methods, { portal, dispatchedElsewhere });
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
  return {
    issuer: options.issuer,
    keyring,
    tokens: { keyring, issuer: options.issuer, policyId: policy.id, deployment },
    keyed: {
      of: (text) => keyedHash(keyring, text),
      matches: (text, stored) => matchesKeyedHash(keyring, text, stored),
      outdated: (stored) => !isUnderCurrentKey(keyring, stored),
    },
    sealer: options.sealer ? checkedSealer(options.sealer, deadline) : createKeyringSealer(keyring, random),
    storage: options.clock === undefined ? agreedStorage(storage, clockAgreement) : storage,
    clockAgreement,
    methods,
    policy,
    limits: throttleOf(policy),
    accountLimits: accountThrottleOf(policy),
    portal: checkedPortal(portal, deadline),
    asksForUser: userFactsOf(policy).length > 0,
    writesNotices: dispatchedElsewhere || portal.notify !== undefined || tellsUsers(policy),
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
