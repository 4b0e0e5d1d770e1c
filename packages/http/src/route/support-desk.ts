import type { Mfa, Staff } from '@factorkit/core';
import { callAsyncHostHook } from '../host/call-host-hook.ts';
import type { SupportedUser, SupportHost, SupportPermission } from '../host/support-host.ts';
import { type EveryMfa, isForTenants } from '../host/tenant.ts';
import type { Answer } from '../message/answer.ts';
import { noSession, type ProblemAnswer, problem } from '../problems/problem.ts';
import { type RouteMaker, routeFor } from './route.ts';

/** What the routes of the support desk work with: the portal's hooks, for one request. */
export interface Desk {
  readonly now: () => number;
  staff(): Promise<Staff | undefined>;
  may(staff: Staff, permission: SupportPermission, userId: string): Promise<boolean>;
  find(query: string): Promise<readonly SupportedUser[]>;
  userOf(userId: string): Promise<SupportedUser | undefined>;
  /** The engine with the policy that applies to this user. */
  engineOf(user: SupportedUser): Promise<Mfa>;
}

/** Defines a route of the support desk. */
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

/** A member of staff and a user for whom they may act. */
export interface Case {
  readonly staff: Staff;
  readonly supported: SupportedUser;
  readonly mfa: Mfa;
}

/**
 * Runs an action for a user if this member of staff may do it. A9: if they may not see this user, existing and
 * missing users get the same answer after the same checks.
 */
export async function forUser<ResponseBody extends object>(
  desk: Desk,
  { userId, permission }: { readonly userId: string; readonly permission: SupportPermission },
  run: (found: Case) => Promise<Answer<ResponseBody> | ProblemAnswer>,
): Promise<Answer<ResponseBody> | ProblemAnswer> {
  const staff = await desk.staff();
  if (staff === undefined) return noSession();
  const [sees, may, supported] = await Promise.all([
    desk.may(staff, 'see', userId),
    desk.may(staff, permission, userId),
    desk.userOf(userId),
  ]);
  // The hook must return the requested user: another id would open another account.
  if (!sees || supported?.userId !== userId) return problem('unknown-user');
  return may ? run({ staff, supported, mfa: await desk.engineOf(supported) }) : problem('not-permitted');
}
