import { createSupportPages, type Pages, type SupportedPerson, type SupportedPortal } from '@factorkit/pages';
import type { CustomerPortal } from '../customer-portal.ts';
import type { Person } from '../people/directory.ts';
import type { Context } from '../session/portal-session.ts';
import { HELP_ACTION } from './desk-policy.ts';

/** The desk: it helps the users of every portal here, and its own staff. */
export function supportPages(
  { brand, directory, everyPortal }: CustomerPortal,
  pages: Pages<Context>,
): ReturnType<typeof createSupportPages<Context>> {
  return createSupportPages({
    ...{ pages, path: `/${brand.id}`, action: HELP_ACTION },
    portals: () => everyPortal().map(supported),
    staffName: (id) => directory.find(id)?.fullName,
  });
}

function supported({ brand, mfa, directory }: CustomerPortal): SupportedPortal {
  return {
    ...{ id: brand.id, name: brand.name, mfa },
    host: {
      // Everyone at this desk may help everyone. The engine refuses what staff must not do for themselves.
      may: async () => true,
      userOf: async (userId) => {
        const person = directory.find(userId);
        return person && supportedPerson(person);
      },
      findUser: async (query) => {
        const wanted = query.toLowerCase();
        const fits = ({ userName, fullName, email }: Person): boolean =>
          [userName, email.toLowerCase()].includes(wanted) || fullName.toLowerCase().includes(wanted);
        return directory.people().filter(fits).map(supportedPerson);
      },
      // The demo looks at each of its few users.
      waiting: async () => directory.people().map(supportedPerson),
    },
  };
}

function supportedPerson({ userId, userName, fullName, email, phone }: Person): SupportedPerson {
  return { userId, user: { accountName: userName }, name: fullName, email, ...(phone && { phone }) };
}
