import type { Mfa, Staff } from '@factorkit/core';
import { callAsyncHostHook } from '../host/call-host-hook.ts';
import type { SupportedUser, SupportHost, SupportPermission } from '../host/support-host.ts';
import { type EveryMfa, isForTenants } from '../host/tenant.ts';
import type { Answer } from '../message/answer.ts';
import { noSession, type ProblemAnswer, problem } from '../problems/problem.ts';
import { type RouteMaker, routeFor } from './route.ts';

/** What a route of the support desk works with: the portal's hooks, for one request. */
export interface Desk {
  readonly now: () => number;
  staff(): Promise<Staff | undefined>;
  may(staff: Staff, permission: SupportPermission, userId: string): Promise<boolean>;
  find(query: string): Promise<readonly SupportedUser[]>;
  userOf(userId: string): Promise<SupportedUser | undefined>;
  /** The engine under the policy that holds for this user. */
  engineOf(user: SupportedUser): Promise<Mfa>;
}

/** A route of the support desk. */
export const deskRoute: RouteMaker<Desk> = routeFor<Desk>();

export function deskOf<Context>(
  {
    mfa,
    host,
    now,
  }: { readonly mfa: EveryMfa; readonly host: SupportHost<Context>; readonly now: () => number },
  context: Context,
): Desk {
  return {
    now,
    engineOf: async ({ tenant }) => (isForTenants(mfa) ? mfa.forTenant(tenant ?? '') : mfa),
    staff: () => callAsyncHostHook('authorise', () => host.authorise(context)),
    may: async (staff, permission, userId) =>
      (await callAsyncHostHook('may', () => host.may(staff, permission, userId))) === true,
    find: (query) => callAsyncHostHook('findUser', () => host.findUser(query)),
    userOf: (userId) => callAsyncHostHook('userOf', () => host.userOf(userId)),
  };
}

/** A member of staff before a user that they may do this for. */
export interface Case {
  readonly staff: Staff;
  readonly supported: SupportedUser;
  readonly mfa: Mfa;
}

/**
 * Does something for a user, if this member of staff may. A9: for whoever may not see them, a user who is there and one
 * who is not are answered alike, after the same questions.
 */
export async function forUser<Said extends object>(
  desk: Desk,
  { userId, permission }: { readonly userId: string; readonly permission: SupportPermission },
  run: (found: Case) => Promise<Answer<Said> | ProblemAnswer>,
): Promise<Answer<Said> | ProblemAnswer> {
  const staff = await desk.staff();
  if (staff === undefined) return noSession();
  const [sees, may, supported] = await Promise.all([
    desk.may(staff, 'see', userId),
    desk.may(staff, permission, userId),
    desk.userOf(userId),
  ]);
  // The hook must answer for the user that was asked about: another id would open somebody else's account.
  if (!sees || supported?.userId !== userId) return problem('unknown-user');
  return may ? run({ staff, supported, mfa: await desk.engineOf(supported) }) : problem('not-permitted');
}
