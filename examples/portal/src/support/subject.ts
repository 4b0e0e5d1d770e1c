import type { User } from '@factorkit/core';
import type { CustomerPortal } from '../customer-portal.ts';
import type { Person } from '../people/directory.ts';

/** Somebody whom the desk helps: a user of one of the portals, or a colleague. */
export interface Subject {
  readonly portal: CustomerPortal;
  readonly person: Person;
}

/** What Factorkit is told about a subject. */
export function accountOf({ person }: Subject): { readonly userId: string; readonly user: User } {
  return { userId: person.userId, user: { accountName: person.userName } };
}

/** Where the page about them is, within the desk. A real desk puts an id here that says nothing about the person. */
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

/** Those of one portal who go by this name: a user name, an address, or part of the full name. */
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
