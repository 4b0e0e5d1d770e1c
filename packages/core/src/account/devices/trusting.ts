import { SKEW_MS } from '../../clock-skew.ts';
import type { Account, Change } from '../account.ts';
import type { TrustedDevice } from './trusted-device.ts';

/** How long an exchanged token still works: for the requests that were under way with it. */
const EXCHANGE_MS = 60_000;

/** The devices that are trusted at this moment. */
export function trustedAt({ trustedDevices = [], epoch }: Account, now: number): readonly TrustedDevice[] {
  return trustedDevices.filter(
    (device) =>
      device.epoch === epoch &&
      now < device.expiresAt &&
      // Trusted by a clock that ran ahead: it would outlive what was granted.
      device.createdAt <= now + SKEW_MS,
  );
}

/** The token before the present one, while it still works. */
export function previousAt({ previous }: TrustedDevice, now: number): TrustedDevice['previous'] {
  if (previous === undefined) return undefined;
  const { until } = previous;
  // The lower end: a clock that is turned back must not open what had closed.
  return until - EXCHANGE_MS - SKEW_MS <= now && now < until ? previous : undefined;
}

export function trustDevice(account: Account, device: TrustedDevice): Change {
  return {
    account: { ...account, trustedDevices: [...(account.trustedDevices ?? []), device] },
    events: [{ type: 'trusted-device.added', deviceId: device.id, expiresAt: device.expiresAt }],
  };
}

interface Exchange {
  readonly device: TrustedDevice;
  /** The hashes of the token that takes the place of the present one. */
  readonly next: Pick<TrustedDevice, 'hash' | 'series'>;
  readonly now: number;
}

/** A trusted browser signed in: its token is exchanged. Its time is not made longer (NIST SP 800-63B-4 §5.1). */
export function exchangeToken(account: Account, { device, next, now }: Exchange): Change {
  const used: TrustedDevice = {
    ...device,
    ...next,
    previous: { hash: device.hash, until: now + EXCHANGE_MS },
    lastUsedAt: now,
  };
  const trustedDevices = account.trustedDevices?.map((other) => (other.id === device.id ? used : other));
  return {
    account: { ...account, ...(trustedDevices ? { trustedDevices } : {}) },
    events: [{ type: 'trusted-device.used', deviceId: device.id }],
  };
}

/** Ends the trust in one device, or in all where none is named. */
export function revokeDevices(account: Account, deviceId?: string): Change {
  const gone = (account.trustedDevices ?? []).filter(({ id }) => deviceId === undefined || id === deviceId);
  return {
    account: without(account, gone),
    events: gone.map(({ id }) => ({ type: 'trusted-device.revoked', deviceId: id })),
  };
}

/** A token that was exchanged came back: two hold it, and nobody knows which of them is the owner. */
export function distrustCopy(account: Account, device: TrustedDevice): Change {
  return {
    account: without(account, [device]),
    events: [{ type: 'trusted-device.copied', deviceId: device.id }],
  };
}

function without({ trustedDevices = [], ...account }: Account, gone: readonly TrustedDevice[]): Account {
  const left = trustedDevices.filter(({ id }) => !gone.some((device) => device.id === id));
  return left.length === 0 ? account : { ...account, trustedDevices: left };
}
