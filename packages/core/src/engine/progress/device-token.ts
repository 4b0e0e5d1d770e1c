import type { Account } from '../../account/account.ts';
import type { TrustedDevice } from '../../account/devices/trusted-device.ts';
import { previousAt, trustedAt } from '../../account/devices/trusting.ts';
import { fromBase64url, toBase64url } from '../../codec/base64url.ts';
import type { DecisionContext } from '../context.ts';

/** What a trusted browser sends: which device it is, and its secret. */
interface HeldToken {
  readonly deviceId: string;
  readonly secret: Uint8Array;
}

/**
 * `current`: the token of one of the user's trusted devices. `exchanged`: the one before it, of a request that was
 * under way. `copied`: an older one of the same device. `unknown`: anything else, and nobody is told why.
 */
export type Recognition =
  | { readonly kind: 'current' | 'exchanged'; readonly device: TrustedDevice; readonly held: HeldToken }
  | { readonly kind: 'copied'; readonly device: TrustedDevice }
  | { readonly kind: 'unknown' };

/** Half of the secret stays through every exchange, half is new each time: 128 bits each (OWASP ASVS 5.0 7.2.3). */
const HALF = 16;

const TOKEN = /^([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{43})$/;

/** Whose token this is, at this moment. */
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
  /** What the account keeps of it. */
  readonly hashes: Pick<TrustedDevice, 'hash' | 'series'>;
}

/** A token for a device: its first, or the one that takes the place of the one that was sent. */
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

// Names what it is for: the key is shared with delivered codes.
function bound(userId: string, deviceId: string, part: Uint8Array): string {
  return JSON.stringify(['trusted-device', userId, deviceId, toBase64url(part)]);
}
