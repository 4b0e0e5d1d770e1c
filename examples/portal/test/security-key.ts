import type { CDPSession, Page } from 'playwright-core';

/** A security key or a fingerprint reader, as Chromium imitates one. */
export interface VirtualKey {
  /** Takes it out. */
  remove(): Promise<void>;
  /** Puts it back, with the credentials that it had. */
  plugInAgain(): Promise<void>;
  /** Whose finger it will feel from now on: its owner's, or a stranger's. */
  feel(finger: 'owner' | 'stranger'): Promise<void>;
}

export interface KeyKind {
  readonly transport: 'usb' | 'nfc' | 'internal';
  /** Whether it can tell its owner, by PIN or finger, and does. */
  readonly verifies: boolean;
}

/** What the browser sent to the portal in the name of a key. */
export interface KeyAnswer {
  /** WebAuthn L3 §6.1, the flag UV: whether the key knew its owner. */
  readonly userVerified: boolean;
}

const sessions = new WeakMap<Page, CDPSession>();

/** Plugs one in. Without any, the browser would show a dialogue that no test can answer. */
export async function plugIn(page: Page, { transport, verifies }: KeyKind): Promise<VirtualKey> {
  const session = await sessionOf(page);
  const options = {
    protocol: 'ctap2',
    transport,
    hasResidentKey: true,
    hasUserVerification: verifies,
    isUserVerified: verifies,
    automaticPresenceSimulation: true,
  } as const;
  let { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options });
  let kept: Awaited<ReturnType<typeof credentials>> = [];
  const credentials = async () =>
    (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return {
    async remove() {
      kept = await credentials();
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
    async plugInAgain() {
      ({ authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options }));
      for (const credential of kept)
        await session.send('WebAuthn.addCredential', { authenticatorId, credential });
    },
    async feel(finger) {
      await session.send('WebAuthn.setUserVerified', {
        authenticatorId,
        isUserVerified: finger === 'owner',
      });
    },
  };
}

/** Notes what keys answer at sign-in from now on, the oldest first. */
export function listenToKeys(page: Page): readonly KeyAnswer[] {
  const heard: KeyAnswer[] = [];
  page.on('request', (request) => {
    const credential = new URLSearchParams(request.postData() ?? '').get('credential');
    if (credential === null || credential === '') return;
    const { authenticatorData } = JSON.parse(credential).response;
    // §6.1: a SHA-256 hash, and then the flags.
    const flags = Buffer.from(authenticatorData, 'base64url')[32] ?? 0;
    heard.push({ userVerified: (flags & 0b100) !== 0 });
  });
  return heard;
}

/** Takes out every key for good. */
export async function unplugAll(page: Page): Promise<void> {
  await sessions.get(page)?.detach();
  sessions.delete(page);
}

async function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  sessions.set(page, session);
  return session;
}
