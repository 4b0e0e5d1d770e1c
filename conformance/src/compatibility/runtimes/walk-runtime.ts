import type { StorageAdapter } from '@factorkit/core';
import { webauthn } from '@factorkit/webauthn';
import { webPortal } from '../../harnesses/web.ts';
import type { Walked } from '../cell.ts';
import { walkPortal } from '../portal-walk.ts';
import { ownSessions } from '../session-kind.ts';
import { walk } from '../walk.ts';
import { type WalkedKey, walkKey } from '../walk-key.ts';

const ORIGIN = 'https://portal.example.com';

/** The walk of every portal, and one with a security key, on Web standards alone. */
export function walkRuntime(storage: StorageAdapter): Promise<Walked & WalkedKey> {
  return walkPortal(
    {
      sessions: ownSessions,
      storage,
      urls: { postgres: '', mysql: '', redis: '' },
      methods: [webauthn({ rpId: 'portal.example.com', rpName: 'Example', origins: [ORIGIN] })],
      serve: async (portal) => ({ origin: ORIGIN, fetch: webPortal(portal), close: async () => {} }),
    },
    async (portal) => ({ ...(await walk(portal)), ...(await walkKey(portal, ORIGIN)) }),
  );
}
