import type { User } from '@factorkit/core';
import type { CustomerPortal } from '../customer-portal.ts';
import type { Person } from '../people/directory.ts';

/** A person whom the desk helps: a user of one of the portals, or a colleague. */
export interface Subject {
  readonly portal: CustomerPortal;
  readonly person: Person;
}

/** What Factorkit needs about a subject. */
export function accountOf({ person }: Subject): { readonly userId: string; readonly user: User } {
  return { userId: person.userId, user: { accountName: person.userName } };
}

/** The page about a subject, within the desk. A real desk uses an id here that reveals nothing about the person. */
export function pathOf({ portal, person }: Subject): string {
  return `/users/${portal.brand.id}/${encodeURIComponent(person.userName)}`;
}

export function subjectIn(
  portals: readonly CustomerPortal[],
  { portalId, userName }: { readonly portalId: string; readonly userName: string },
): Subject | undefined {
  const portal = portals.find(({ brand }) => brand.id === portalId);
  const person = portal?.directory.people().find((each) => each.userName === userName);
  return portal && person && { portal, person };
}

/** Users of one portal with this name: a user name, an address, or part of the full name. */
export function subjectsCalled(portal: CustomerPortal, name: string): readonly Subject[] {
  const wanted = name.trim().toLowerCase();
  if (wanted === '') return [];
  return portal.directory
    .people()
    .filter(({ userName, fullName, email }) => {
      return [userName, email.toLowerCase()].includes(wanted) || fullName.toLowerCase().includes(wanted);
    })
    .map((person) => ({ portal, person }));
}
