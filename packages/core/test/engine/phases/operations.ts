import type { Mfa } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import type { KeyringEntry } from '../../../src/codec/keyring.ts';
import { challengeFor, KEY } from '../world.ts';
import {
  begun,
  type Cast,
  DAY,
  enrolApp,
  enrolKey,
  enrolMail,
  mailCaller,
  sentChallenge,
  trusted,
  withCodes,
  wrongGuesses,
} from './cast.ts';
import { NEXT_KEY, type Stage } from './stage.ts';

/** One operation of the engine, made ready to be called on any server. */
export interface Operation {
  readonly name: string;
  /** As {@link Mfa} names it. */
  readonly of: string;
  readonly policy?: Partial<Policy>;
  readonly keys?: readonly KeyringEntry[];
  arrange(stage: Stage): Promise<(mfa: Mfa) => Promise<unknown>>;
}

const user = { accountName: 'anna' };
const userId = 'anna';
const firstFactor = { method: 'password' } as const;
const kim = { id: 'kim' };
const note = 'called back';

async function collected(texts: AsyncIterable<unknown>): Promise<{ readonly kind: string }> {
  for await (const _text of texts);
  return { kind: 'done' };
}

/** A user who lost the app, and a recovery that was requested. */
async function lost(stage: Stage): Promise<Cast & { readonly requestId: string }> {
  const anna = await enrolApp(stage);
  const { token } = await challengeFor(stage.mfa, userId);
  const requested = await stage.mfa.recovery.request({ token, via: 'support' });
  if (requested.kind !== 'requested') throw new Error(requested.kind);
  return { ...anna, requestId: requested.request.id };
}

function approval(requestId: string): Parameters<Mfa['recovery']['approve']>[0] {
  return { userId, user, requestId, staff: kim, checks: ['passport'], note };
}

export const operations: readonly Operation[] = [
  {
    name: 'a sign-in is begun',
    of: 'beginSignIn',
    async arrange(stage) {
      await enrolApp(stage);
      return (mfa) => mfa.beginSignIn({ userId, user, firstFactor });
    },
  },
  {
    name: 'a sign-in from a trusted browser, whose token is exchanged',
    of: 'beginSignIn',
    async arrange(stage) {
      const { trustedDevice: deviceToken } = await trusted(stage, await enrolApp(stage));
      stage.clock.advance(DAY);
      return (mfa) => mfa.beginSignIn({ userId, user, firstFactor, deviceToken });
    },
  },
  {
    name: 'a challenge is described',
    of: 'describeChallenge',
    async arrange(stage) {
      await enrolApp(stage);
      const { token } = await challengeFor(stage.mfa, userId);
      return (mfa) => mfa.describeChallenge({ token });
    },
  },
  {
    name: 'a code is sent',
    of: 'sendCode',
    async arrange(stage) {
      const { factorId } = await enrolMail(stage);
      const { token } = await challengeFor(stage.mfa, userId);
      return (mfa) => mfa.sendCode({ token, factorId });
    },
  },
  {
    name: 'a browser is asked',
    of: 'createCeremonyOptions',
    async arrange(stage) {
      await enrolKey(stage);
      const { token } = await challengeFor(stage.mfa, userId);
      return (mfa) => mfa.createCeremonyOptions({ token, method: 'x-key' });
    },
  },
  {
    name: 'the code of an app is right, and the browser is trusted',
    of: 'verify',
    async arrange(stage) {
      const { factorId, phone } = await enrolApp(stage);
      const { token } = await challengeFor(stage.mfa, userId);
      const response = phone.code(stage.clock.now());
      return (mfa) => mfa.verify({ token, factorId, response, trustDevice: { name: 'Firefox' } });
    },
  },
  {
    name: 'a code is wrong',
    of: 'verify',
    async arrange(stage) {
      const { factorId } = await enrolMail(stage);
      const { token, response } = await sentChallenge(stage, factorId);
      return (mfa) => mfa.verify({ token, factorId, response: response === '000000' ? '000001' : '000000' });
    },
  },
  {
    name: 'a code that was sent is right',
    of: 'verify',
    async arrange(stage) {
      const { factorId } = await enrolMail(stage);
      const { token, response } = await sentChallenge(stage, factorId);
      return (mfa) => mfa.verify({ token, factorId, response });
    },
  },
  {
    name: 'a key answers with another credential',
    of: 'verify',
    async arrange(stage) {
      const { factorId } = await enrolKey(stage);
      const { token } = await challengeFor(stage.mfa, userId);
      return (mfa) => mfa.verify({ token, factorId, response: 'another' });
    },
  },
  {
    name: 'a backup code is right, and is replaced',
    of: 'verifyBackupCode',
    async arrange(stage) {
      const { backupCodes } = await withCodes(stage);
      const { token } = await challengeFor(stage.mfa, userId);
      return (mfa) => mfa.verifyBackupCode({ token, code: backupCodes[0] });
    },
  },
  {
    name: 'a backup code is wrong',
    of: 'verifyBackupCode',
    async arrange(stage) {
      await withCodes(stage);
      const { token } = await challengeFor(stage.mfa, userId);
      return (mfa) => mfa.verifyBackupCode({ token, code: '0000-0000-0000-0000' });
    },
  },
  {
    name: 'a step-up is begun',
    of: 'beginStepUp',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      stage.clock.advance(600_000);
      return (mfa) => mfa.beginStepUp({ caller, intent: { kind: 'action', name: 'payout' } });
    },
  },
  {
    name: 'the assurance of a session is looked at',
    of: 'requireAssurance',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      return (mfa) => mfa.requireAssurance({ caller, need: { action: 'payout' } });
    },
  },
  {
    name: 'the password is right',
    of: 'reauthenticate',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      return (mfa) => mfa.reauthenticate({ caller, password: 'right' });
    },
  },
  {
    name: 'the password is wrong',
    of: 'reauthenticate',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      return (mfa) => mfa.reauthenticate({ caller, password: 'wrong' });
    },
  },
  {
    name: 'the settings are read',
    of: 'describe',
    async arrange(stage) {
      const { caller } = await enrolMail(stage);
      return (mfa) => mfa.describe({ caller });
    },
  },
  {
    name: 'the set-up of an app is begun',
    of: 'beginEnrolment',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      return (mfa) => mfa.beginEnrolment({ caller, method: 'totp' });
    },
  },
  {
    name: 'the set-up of a mailbox is begun, and its code sent',
    of: 'beginEnrolment',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      return (mfa) => mfa.beginEnrolment({ caller, method: 'email' });
    },
  },
  {
    name: 'a set-up is shown again',
    of: 'resumeEnrolment',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      const { factorId } = await begun(stage, caller, 'totp');
      return (mfa) => mfa.resumeEnrolment({ caller, factorId });
    },
  },
  {
    name: 'the code of a set-up is sent again',
    of: 'sendEnrolmentCode',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      const { factorId } = await begun(stage, caller, 'email');
      stage.clock.advance(60_000);
      return (mfa) => mfa.sendEnrolmentCode({ caller, factorId });
    },
  },
  {
    name: 'a mailbox is proven, and backup codes are shown',
    of: 'confirmEnrolment',
    policy: { backupCodes: { issue: 'each-setup', acknowledge: 'record' } },
    async arrange(stage) {
      const { caller, factorId } = await mailCaller(stage);
      const response = stage.codes.at(-1);
      return (mfa) => mfa.confirmEnrolment({ caller, factorId, response });
    },
  },
  {
    name: 'a key is proven, and its credential reserved',
    of: 'confirmEnrolment',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      const { factorId } = await begun(stage, caller, 'x-key');
      return (mfa) => mfa.confirmEnrolment({ caller, factorId, response: 'credential-1' });
    },
  },
  {
    name: 'a key replaces another, whose credential is freed',
    of: 'confirmEnrolment',
    async arrange(stage) {
      const { caller, factorId: replaces } = await enrolKey(stage);
      const { factorId } = await begun(stage, caller, 'x-key', replaces);
      return (mfa) => mfa.confirmEnrolment({ caller, factorId, response: 'credential-2' });
    },
  },
  {
    name: 'a key whose credential another account has',
    of: 'confirmEnrolment',
    async arrange(stage) {
      await enrolKey(stage, 'ben');
      const { caller } = await enrolApp(stage);
      const { factorId } = await begun(stage, caller, 'x-key');
      return (mfa) => mfa.confirmEnrolment({ caller, factorId, response: 'credential-of-ben' });
    },
  },
  {
    name: 'the backup codes are acknowledged, and the factor becomes active',
    of: 'acknowledgeBackupCodes',
    policy: { backupCodes: { issue: 'first-setup', acknowledge: 'gate' } },
    async arrange(stage) {
      const { caller, factorId } = await mailCaller(stage);
      await stage.mfa.confirmEnrolment({ caller, factorId, response: stage.codes.at(-1) });
      return (mfa) => mfa.acknowledgeBackupCodes({ caller, factorId });
    },
  },
  {
    name: 'an enrolment is postponed',
    of: 'postponeEnrolment',
    policy: { rules: [{ id: 'all', enrol: { of: ['totp'] }, grace: { skips: 3 } }] },
    async arrange(stage) {
      const signIn = await stage.mfa.beginSignIn({ userId, user, firstFactor });
      if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
      const { token } = signIn;
      return (mfa) => mfa.postponeEnrolment({ caller: { token } });
    },
  },
  {
    name: 'a factor gets another name',
    of: 'renameFactor',
    async arrange(stage) {
      const { caller, factorId } = await enrolApp(stage);
      return (mfa) => mfa.renameFactor({ caller, factorId, label: 'Work phone' });
    },
  },
  {
    name: 'another factor is asked first',
    of: 'setPrimary',
    async arrange(stage) {
      const anna = await enrolApp(stage);
      const { caller, factorId } = await enrolKey(stage, 'anna', anna.caller);
      return (mfa) => mfa.setPrimary({ caller, factorId });
    },
  },
  {
    name: 'a key is removed, and its credential freed',
    of: 'removeFactor',
    async arrange(stage) {
      const { caller, factorId } = await enrolKey(stage);
      return (mfa) => mfa.removeFactor({ caller, factorId });
    },
  },
  {
    name: 'new backup codes are shown',
    of: 'regenerateBackupCodes',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      return (mfa) => mfa.regenerateBackupCodes({ caller });
    },
  },
  {
    name: 'the trusted browsers are listed',
    of: 'listTrustedDevices',
    async arrange(stage) {
      const { caller } = await enrolApp(stage);
      return async (mfa) => ({ kind: `${(await mfa.listTrustedDevices({ caller })).length} browsers` });
    },
  },
  {
    name: 'the trust in all browsers ends',
    of: 'revokeTrustedDevices',
    async arrange(stage) {
      const anna = await enrolApp(stage);
      const { caller } = await trusted(stage, anna);
      return (mfa) => mfa.revokeTrustedDevices({ caller, all: true });
    },
  },
  {
    name: 'the password was changed',
    of: 'passwordChanged',
    async arrange(stage) {
      await enrolApp(stage);
      return (mfa) => mfa.passwordChanged({ userId, sessionId: 'session-1' });
    },
  },
  {
    name: 'the stamp is read',
    of: 'securityStamp',
    async arrange(stage) {
      await enrolApp(stage);
      return async (mfa) => ({ kind: await mfa.securityStamp({ userId }) });
    },
  },
  {
    name: 'a recovery is requested',
    of: 'recovery.request',
    async arrange(stage) {
      await enrolApp(stage);
      const { token } = await challengeFor(stage.mfa, userId);
      return (mfa) => mfa.recovery.request({ token, via: 'support' });
    },
  },
  {
    name: 'a recovery is approved',
    of: 'recovery.approve',
    async arrange(stage) {
      const { requestId } = await lost(stage);
      return (mfa) => mfa.recovery.approve(approval(requestId));
    },
  },
  {
    name: 'a recovery is cancelled',
    of: 'recovery.cancel',
    async arrange(stage) {
      const { caller } = await lost(stage);
      return (mfa) => mfa.recovery.cancel({ caller });
    },
  },
  {
    name: 'a recovery is completed',
    of: 'recovery.complete',
    async arrange(stage) {
      const { requestId } = await lost(stage);
      const approved = await stage.mfa.recovery.approve(approval(requestId));
      if (approved.kind !== 'approved') throw new Error(approved.kind);
      const { code = '' } = approved;
      const { token } = await challengeFor(stage.mfa, userId);
      return (mfa) => mfa.recovery.complete({ token, via: 'support', code });
    },
  },
  {
    name: 'the desk looks at an account',
    of: 'support.describe',
    async arrange(stage) {
      await enrolApp(stage);
      return async (mfa) => ({ kind: (await mfa.support.describe({ userId, user })).userId });
    },
  },
  {
    name: 'the desk unlocks a factor',
    of: 'support.unlock',
    async arrange(stage) {
      const { factorId } = await wrongGuesses(stage, await enrolApp(stage));
      return (mfa) => mfa.support.unlock({ userId, target: factorId, staff: kim, note });
    },
  },
  {
    name: 'the desk ends the trust in all browsers',
    of: 'support.revokeTrustedDevices',
    async arrange(stage) {
      await trusted(stage, await enrolApp(stage));
      return (mfa) => mfa.support.revokeTrustedDevices({ userId, staff: kim, note });
    },
  },
  {
    name: 'a notice is sent',
    of: 'dispatchNotices',
    async arrange(stage) {
      await enrolApp(stage);
      return async (mfa) => ({ kind: JSON.stringify(await mfa.dispatchNotices({ userId })) });
    },
  },
  {
    name: 'the trail is read',
    of: 'readEvents',
    async arrange(stage) {
      await enrolApp(stage);
      return async (mfa) => ({
        kind: `${(await mfa.readEvents({ userId, limit: 9 })).events.length} events`,
      });
    },
  },
  {
    name: 'the trail is exported',
    of: 'exportEvents',
    async arrange(stage) {
      await enrolApp(stage);
      return (mfa) => collected(mfa.exportEvents({ userId }));
    },
  },
  {
    name: 'an account is exported',
    of: 'exportAccount',
    async arrange(stage) {
      await enrolApp(stage);
      return async (mfa) => ({ kind: (await mfa.exportAccount({ userId })).userId });
    },
  },
  {
    name: 'an account is erased, and a credential freed',
    of: 'eraseAccount',
    async arrange(stage) {
      await enrolKey(stage);
      return (mfa) => mfa.eraseAccount({ userId });
    },
  },
  {
    name: 'an account moves to another user id',
    of: 'changeUserId',
    async arrange(stage) {
      await enrolApp(stage);
      return (mfa) => mfa.changeUserId({ from: userId, to: 'anne' });
    },
  },
  {
    name: 'keys are rotated',
    of: 'rotateKeys',
    keys: [NEXT_KEY, KEY],
    async arrange(stage) {
      await enrolApp(stage);
      return async (mfa) => {
        let failed = 0;
        for await (const { failures } of mfa.rotateKeys()) failed += failures.length;
        return { kind: `${failed} accounts failed` };
      };
    },
  },
];
