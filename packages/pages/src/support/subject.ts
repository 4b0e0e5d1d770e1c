import type { User } from '@factorkit/core';
import type { SupportedPerson, SupportedPortal } from './support-options.ts';

/** A person whom the desk helps: a user of one of the portals, or a colleague. */
export interface Subject {
  readonly portal: SupportedPortal;
  readonly person: SupportedPerson;
}

/** What Factorkit needs about a subject. */
export function accountOf({ person }: Subject): { readonly userId: string; readonly user: User } {
  return { userId: person.userId, user: person.user };
}

/** The page about a subject, within the desk. */
export function pathOf({ portal, person }: Subject): string {
  return `/users/${portal.id}/${encodeURIComponent(person.userId)}`;
}

/** `undefined` if there is no such user, or if this member of staff may not see them. */
export async function subjectIn(
  portals: readonly SupportedPortal[],
  staffId: string,
  { portalId, userId }: { readonly portalId: string; readonly userId: string },
): Promise<Subject | undefined> {
  const portal = portals.find(({ id }) => id === portalId);
  if (portal === undefined) return undefined;
  const { may, userOf } = portal.host;
  const [sees, person] = await Promise.all([may({ id: staffId }, 'see', userId), userOf(userId)]);
  return sees === true && person?.userId === userId ? { portal, person } : undefined;
}

/** Users of one portal that match this text and whom this member of staff may see. */
export async function subjectsCalled(
  portal: SupportedPortal,
  staffId: string,
  query: string,
): Promise<readonly Subject[]> {
  if (query.trim() === '') return [];
  return visible(portal, staffId, await portal.host.findUser(query.trim()));
}

export async function visible(
  portal: SupportedPortal,
  staffId: string,
  people: readonly SupportedPerson[],
): Promise<readonly Subject[]> {
  const sees = await Promise.all(people.map(({ userId }) => portal.host.may({ id: staffId }, 'see', userId)));
  return people.filter((_, index) => sees[index] === true).map((person) => ({ portal, person }));
}
