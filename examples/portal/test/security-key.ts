import type { CDPSession, Page } from 'playwright-core';

/** A security key or a fingerprint reader, as Chromium imitates one. */
export interface VirtualKey {
  /** Takes it out: it is not asked any more, and keeps its credentials. */
  remove(): Promise<void>;
}

export interface KeyKind {
  readonly transport: 'usb' | 'nfc' | 'internal';
  /** Whether it can tell its owner, by PIN or finger, and does. */
  readonly verifies: boolean;
}

const sessions = new WeakMap<Page, CDPSession>();

/** Plugs one in. Without any, the browser would show a dialogue that no test can answer. */
export async function plugIn(page: Page, { transport, verifies }: KeyKind): Promise<VirtualKey> {
  const session = await sessionOf(page);
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: true,
      hasUserVerification: verifies,
      isUserVerified: verifies,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async remove() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
}

async function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  sessions.set(page, session);
  return session;
}
