import { MfaError } from '../errors.ts';
import { actionsOf } from '../policy/decide/action.ts';
import { parsePolicy } from '../policy/schema/parse.ts';
import type { Policy } from '../policy/schema/policy.ts';
import { securityStamp } from './commit/security-stamp.ts';
import type { EngineContext } from './context.ts';
import { acknowledgeBackupCodes } from './enrolment/acknowledge-backup-codes.ts';
import { beginEnrolment, resumeEnrolment } from './enrolment/begin-enrolment.ts';
import { confirmEnrolment } from './enrolment/confirm-enrolment.ts';
import { regenerateBackupCodes } from './enrolment/regenerate-backup-codes.ts';
import { sendEnrolmentCode } from './enrolment/send-enrolment-code.ts';
import { describe } from './factors/describe.ts';
import { passwordChanged } from './factors/password-changed.ts';
import { removeFactor } from './factors/remove-factor.ts';
import { renameFactor } from './factors/rename-factor.ts';
import { setPrimary } from './factors/set-primary.ts';
import { listTrustedDevices, revokeTrustedDevices } from './factors/trusted-devices.ts';
import { argumentReader } from './input/calls.ts';
import type { Mfa } from './mfa.ts';
import type { MfaOptions, TenantMfaOptions } from './mfa-options.ts';
import { readOptions, withPolicy } from './read-options.ts';
import { recoveryDesk } from './recovery/recovery-desk.ts';
import { beginSignIn, describeChallenge } from './sign-in/begin-sign-in.ts';
import { createCeremonyOptions } from './sign-in/ceremony-options.ts';
import { postponeEnrolment } from './sign-in/postpone-enrolment.ts';
import { reauthenticate } from './sign-in/reauthenticate.ts';
import { requireAssurance } from './sign-in/require-assurance.ts';
import { sendCode } from './sign-in/send-code.ts';
import { beginStepUp } from './sign-in/step-up.ts';
import { verify } from './sign-in/verify.ts';
import { verifyBackupCode } from './sign-in/verify-backup-code.ts';
import { supportDesk } from './support/support-desk.ts';
import { perTenant, type TenantMfa } from './tenants.ts';
import { exportEvents, readEvents } from './upkeep/audit-trail.ts';
import { changeUserId } from './upkeep/change-user-id.ts';
import { dispatchNotices } from './upkeep/dispatch-notices.ts';
import { eraseAccount } from './upkeep/erase-account.ts';
import { exportAccount } from './upkeep/export-account.ts';
import { rotateKeys } from './upkeep/rotate-keys.ts';

/**
 * Creates the engines of a portal whose tenants have their own policies: see {@link TenantMfa.forTenant}.
 *
 * @throws MfaError `configuration-invalid`, with what to change. Faults of a tenant's policy are thrown by `forTenant`.
 */
export function createMfa(options: TenantMfaOptions): TenantMfa;
/**
 * Creates the engine. It keeps no state of users between calls, so any number of servers can share one store.
 *
 * @throws MfaError `configuration-invalid` or `policy-invalid`, with what to change. It does not start without a usable
 * key.
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
export function createMfa(options: MfaOptions): Mfa;
export function createMfa(options: MfaOptions | TenantMfaOptions): Mfa | TenantMfa {
  return isForTenants(options) ? tenantMfa(options) : mfaOf(readOptions(options));
}

function isForTenants(options: MfaOptions | TenantMfaOptions): options is TenantMfaOptions {
  return typeof options.policy === 'function';
}

function tenantMfa({ policy, ...options }: TenantMfaOptions): TenantMfa {
  const shared = readOptions({ ...options, policy: NO_POLICY });
  const upkeep = mfaOf(shared);
  return Object.freeze<TenantMfa>({
    forTenant: perTenant(shared.clock, async (tenant) => {
      const given = await policy(tenant);
      if (given === undefined) {
        throw new MfaError('input-invalid', 'forTenant: there is no policy for this tenant');
      }
      return mfaOf(withPolicy(shared, options, parsePolicy(given), tenant));
    }),
    ready: upkeep.ready,
    dispatchNotices: upkeep.dispatchNotices,
    readEvents: upkeep.readEvents,
    exportEvents: upkeep.exportEvents,
    exportAccount: upkeep.exportAccount,
    eraseAccount: upkeep.eraseAccount,
    changeUserId: upkeep.changeUserId,
    securityStamp: upkeep.securityStamp,
    rotateKeys: upkeep.rotateKeys,
  });
}

/** For operations across tenants, none of which uses the policy. */
const NO_POLICY: Policy = {
  schema: 1,
  id: 'none',
  methods: {},
  rules: [],
  manage: { proof: { of: ['webauthn'] } },
  recovery: [],
  on: [
    { event: 'mfa.enabled', do: [] },
    { event: 'factor.removed', do: [] },
  ],
};

function mfaOf(context: EngineContext): Mfa {
  const read = argumentReader(context.tokens.tenant);
  return Object.freeze<Mfa>({
    actions: actionsOf(context.policy),
    policy: context.policy,
    ready: async () => context.clockAgreement.compare(),
    beginSignIn: async (input) => beginSignIn(context, read('beginSignIn', input)),
    describeChallenge: async (input) => describeChallenge(context, read('describeChallenge', input)),
    sendCode: async (input) => sendCode(context, read('sendCode', input)),
    sendEnrolmentCode: async (input) => sendEnrolmentCode(context, read('sendEnrolmentCode', input)),
    createCeremonyOptions: async (input) =>
      createCeremonyOptions(context, read('createCeremonyOptions', input)),
    verify: async (input) => verify(context, read('verify', input)),
    verifyBackupCode: async (input) => verifyBackupCode(context, read('verifyBackupCode', input)),
    beginStepUp: async (input) => beginStepUp(context, read('beginStepUp', input)),
    reauthenticate: async (input) => reauthenticate(context, read('reauthenticate', input)),
    describe: async (input) => describe(context, read('describe', input)),
    beginEnrolment: async (input) => beginEnrolment(context, read('beginEnrolment', input)),
    resumeEnrolment: async (input) => resumeEnrolment(context, read('resumeEnrolment', input)),
    confirmEnrolment: async (input) => confirmEnrolment(context, read('confirmEnrolment', input)),
    acknowledgeBackupCodes: async (input) =>
      acknowledgeBackupCodes(context, read('acknowledgeBackupCodes', input)),
    postponeEnrolment: async (input) => postponeEnrolment(context, read('postponeEnrolment', input)),
    setPrimary: async (input) => setPrimary(context, read('setPrimary', input)),
    renameFactor: async (input) => renameFactor(context, read('renameFactor', input)),
    removeFactor: async (input) => removeFactor(context, read('removeFactor', input)),
    regenerateBackupCodes: async (input) =>
      regenerateBackupCodes(context, read('regenerateBackupCodes', input)),
    requireAssurance: async (input) => requireAssurance(context, read('requireAssurance', input)),
    listTrustedDevices: async (input) => listTrustedDevices(context, read('listTrustedDevices', input)),
    revokeTrustedDevices: async (input) => revokeTrustedDevices(context, read('revokeTrustedDevices', input)),
    passwordChanged: async (input) => passwordChanged(context, read('passwordChanged', input)),
    changeUserId: async (input) => changeUserId(context, read('changeUserId', input)),
    securityStamp: async (input) => securityStamp(context, read('securityStamp', input)),
    recovery: recoveryDesk(context),
    support: supportDesk(context),
    dispatchNotices: async (input) => dispatchNotices(context, read('dispatchNotices', input)),
    readEvents: async (input) => readEvents(context, read('readEvents', input)),
    exportEvents: (input) => exportEvents(context, input),
    exportAccount: async (input) => exportAccount(context, read('exportAccount', input)),
    eraseAccount: async (input) => eraseAccount(context, read('eraseAccount', input)),
    rotateKeys: (input) => rotateKeys(context, input),
  });
}
