import type { Contact, Portal, User } from '@factorkit/core';
import type { AuthContext } from 'better-auth';
import type { SessionStore } from './session-store.ts';

/** A user of better-auth: its columns, and those of your plug-ins and `additionalFields`. */
export interface BetterAuthUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly emailVerified: boolean;
  readonly [field: string]: unknown;
}

/** The ids of the contacts that better-auth keeps. */
export const EMAIL_CONTACT = 'email';
export const PHONE_CONTACT = 'phone';

/** The hooks of `createMfa` over better-auth's tables. */
export function portalOf(
  auth: () => Promise<AuthContext>,
  store: () => SessionStore,
  userOf: (user: BetterAuthUser) => User,
): Portal & Required<Pick<Portal, 'user' | 'expectEnrolled'>> {
  const find = async (userId: string): Promise<BetterAuthUser | undefined> => {
    const user = await (await auth()).internalAdapter.findUserById(userId);
    return user === null ? undefined : { ...user };
  };
  return {
    async user(userId) {
      const user = await find(userId);
      if (user === undefined) throw new Error('the user does not exist');
      return userOf(user);
    },

    async contacts(userId) {
      const user = await find(userId);
      return user === undefined ? [] : contactsOf(user);
    },

    async verifyPassword(userId, password) {
      const { internalAdapter, password: passwords } = await auth();
      const account = await internalAdapter.findCredentialAccount(userId);
      const hash = account?.password;
      return typeof hash === 'string' && passwords.verify({ hash, password });
    },

    async revokeSessions(userId, { except }) {
      const { internalAdapter } = await auth();
      if (except === undefined) return void (await internalAdapter.deleteUserSessions(userId));
      await internalAdapter.deleteSessions([...(await store().tokensOf(userId, except))]);
    },

    async enrolmentChanged({ userId, enrolled }) {
      const { adapter } = await auth();
      // Not `update`: the user may have been deleted.
      const where = [{ field: 'id', value: userId }];
      await adapter.updateMany({ model: 'user', where, update: { mfaEnrolled: enrolled } });
    },

    async expectEnrolled(userId) {
      const user = await find(userId);
      // Also while the factor of better-auth's own plug-in has not been taken over.
      return user?.mfaEnrolled === true || user?.twoFactorEnabled === true;
    },
  };
}

/** The addresses that better-auth has verified. */
function contactsOf({
  email,
  emailVerified,
  phoneNumber,
  phoneNumberVerified,
}: BetterAuthUser): readonly Contact[] {
  return [
    ...(emailVerified ? [{ id: EMAIL_CONTACT, channel: 'email', address: email } as const] : []),
    ...(phoneNumberVerified === true && typeof phoneNumber === 'string'
      ? [{ id: PHONE_CONTACT, channel: 'sms', address: phoneNumber } as const]
      : []),
  ];
}
