import type { Account } from '../../account/account.ts';
import type { TrustedDevice } from '../../account/devices/trusted-device.ts';
import { previousAt, trustedAt } from '../../account/devices/trusting.ts';
import { fromBase64url, toBase64url } from '../../codec/base64url.ts';
import type { DecisionContext } from '../context.ts';

/** The token of a trusted browser: the device id and its secret. */
interface HeldToken {
  readonly deviceId: string;
  readonly secret: Uint8Array;
}

/**
 * `current`: the token of a trusted device of the user. `exchanged`: the token before it, from a request that was in
 * progress. `copied`: an older token of the same device. `unknown`: any other token; the reason is not revealed.
 */
export type Recognition =
  | { readonly kind: 'current' | 'exchanged'; readonly device: TrustedDevice; readonly held: HeldToken }
  | { readonly kind: 'copied'; readonly device: TrustedDevice }
  | { readonly kind: 'unknown' };

/**
 * Half of the secret stays the same through every exchange, half is new each time: 128 bits each (OWASP ASVS 5.0
 * 7.2.3).
 */
const HALF = 16;

const TOKEN = /^([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{43})$/;

/** Finds the device of a token. */
export function recogniseDevice(
  context: DecisionContext,
  account: Account | undefined,
  token: unknown,
  now: number,
): Recognition {
  const held = readToken(token);
  const device = account && held && trustedAt(account, now).find(({ id }) => id === held.deviceId);
  if (account === undefined || held === undefined || device === undefined) return { kind: 'unknown' };
  const holds = (part: Uint8Array, hash: string): boolean =>
    context.keyed.matches(bound(account.userId, held.deviceId, part), hash);
  if (holds(held.secret, device.hash)) return { kind: 'current', device, held };
  const previous = previousAt(device, now);
  if (previous !== undefined && holds(held.secret, previous.hash)) return { kind: 'exchanged', device, held };
  return holds(seriesOf(held), device.series) ? { kind: 'copied', device } : { kind: 'unknown' };
}

export interface MintedToken {
  readonly token: string;
  /** What the account stores of it. */
  readonly hashes: Pick<TrustedDevice, 'hash' | 'series'>;
}

/** Creates a token for a device: its first, or the one that replaces the presented one. */
export function mintToken(
  { keyed, random }: DecisionContext,
  {
    userId,
    deviceId,
    held,
  }: { readonly userId: string; readonly deviceId: string; readonly held?: HeldToken },
): MintedToken {
  const series = held === undefined ? random(HALF) : seriesOf(held);
  const secret = Uint8Array.from([...series, ...random(HALF)]);
  return {
    token: `${deviceId}.${toBase64url(secret)}`,
    hashes: {
      hash: keyed.of(bound(userId, deviceId, secret)),
      series: keyed.of(bound(userId, deviceId, series)),
    },
  };
}

function readToken(token: unknown): HeldToken | undefined {
  const [, deviceId, encoded] = (typeof token === 'string' && TOKEN.exec(token)) || [];
  const secret = encoded === undefined ? undefined : fromBase64url(encoded);
  return deviceId === undefined || secret === undefined ? undefined : { deviceId, secret };
}

function seriesOf({ secret }: HeldToken): Uint8Array {
  return secret.slice(0, HALF);
}

// The text contains its purpose, because delivered codes use the same key.
function bound(userId: string, deviceId: string, part: Uint8Array): string {
  return JSON.stringify(['trusted-device', userId, deviceId, toBase64url(part)]);
}
