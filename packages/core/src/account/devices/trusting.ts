import { SKEW_MS } from '../../clock-skew.ts';
import type { Account, Change } from '../account.ts';
import type { TrustedDevice } from './trusted-device.ts';

/** How long an exchanged token still works, for requests that were in progress. */
const EXCHANGE_MS = 60_000;

/** The devices that are trusted now. */
export function trustedAt({ trustedDevices = [], epoch }: Account, now: number): readonly TrustedDevice[] {
  return trustedDevices.filter(
    (device) =>
      device.epoch === epoch &&
      now < device.expiresAt &&
      // A clock that was ahead created it, so it would be valid for too long.
      device.createdAt <= now + SKEW_MS,
  );
}

/** The previous token, while it still works. */
export function previousAt({ previous }: TrustedDevice, now: number): TrustedDevice['previous'] {
  if (previous === undefined) return undefined;
  const { until } = previous;
  // The lower limit: a clock that is set back must not make an ended token valid again.
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
  /** The hashes of the token that replaces the current one. */
  readonly next: Pick<TrustedDevice, 'hash' | 'series'>;
  readonly now: number;
}

/** Exchanges the token of a trusted browser after a sign-in. Its expiry does not change (NIST SP 800-63B-4 §5.1). */
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

/** Ends the trust in one device, or in all if none is named. */
export function revokeDevices(account: Account, deviceId?: string): Change {
  const gone = (account.trustedDevices ?? []).filter(({ id }) => deviceId === undefined || id === deviceId);
  return {
    account: without(account, gone),
    events: gone.map(({ id }) => ({ type: 'trusted-device.revoked', deviceId: id })),
  };
}

/** An exchanged token was presented again: two browsers have it, and either may be the attacker's. */
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
