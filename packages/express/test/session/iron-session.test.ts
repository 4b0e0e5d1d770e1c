import { createSessionHost, type SessionPlace, type SessionRecord } from '@factorkit/http';
import { getIronSession, type IronSession } from 'iron-session';
import { describe } from 'vitest';
import type { ExpressContext } from '../../src/index.ts';
import { sessionCases } from './session-cases.ts';
import { createSpentIds } from './spent-ids.ts';

const PASSWORD = 'at least thirty-two characters, for tests';

function sealedCookie({ req, res }: ExpressContext): Promise<IronSession<{ factorkit?: SessionRecord }>> {
  const cookieOptions = { secure: false };
  return getIronSession(req, res, { cookieName: 'portal', password: PASSWORD, cookieOptions });
}

const place: SessionPlace<ExpressContext> = {
  read: async (context) => (await sealedCookie(context)).factorkit,
  async write(context, record) {
    const session = await sealedCookie(context);
    session.factorkit = record;
    await session.save();
    return { kind: 'raised' };
  },
  remove: async (context) => (await sealedCookie(context)).destroy(),
};

describe('iron-session', () => {
  sessionCases(async () => ({
    // The stamp ends them.
    revokeSessions: async () => {},
    host: (parts) => createSessionHost({ ...parts, place, spentIds: createSpentIds() }),
    middleware: [],
    userOfPage: () => undefined,
  }));
});
