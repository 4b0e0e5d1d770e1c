import type { Recovery } from '../account/recovery.ts';
import { fromBase64url, toBase64url } from '../codec/base64url.ts';
import { constantTimeEqual } from '../otp/compare.ts';
import type { SealContext } from '../ports/sealer.ts';
import type { EngineContext } from './context.ts';
import { isUserId } from './input/user.ts';

/**
 * Cancels one recovery and does nothing else: whoever reads the mail can stop the recovery, and not take part in it. The
 * token is a random secret, kept sealed with the recovery, so that it survives a key rotation and no key makes one.
 */
interface CancelToken {
  readonly userId: string;
  readonly secret: Uint8Array;
}

const TOKEN = /^fkc1\.([A-Za-z0-9_-]{1,2048})\.([A-Za-z0-9_-]{43})$/;

const SECRET_BYTES = 32;

interface NewCancelToken {
  readonly token: string;
  /** The secret as the account keeps it. */
  readonly sealed: string;
}

export async function newCancelToken(
  { sealer, random }: EngineContext,
  userId: string,
  recoveryId: string,
): Promise<NewCancelToken> {
  const secret = random(SECRET_BYTES);
  const sealed = await sealer.seal(secret, placeOfSecret(userId, recoveryId));
  return { token: tokenWith(userId, secret), sealed };
}

/** The token of a recovery, for the link in a notice. */
export async function cancelTokenOf(
  { sealer }: EngineContext,
  userId: string,
  { id, cancelSecret }: Recovery,
): Promise<string | undefined> {
  if (cancelSecret === undefined) return undefined;
  return tokenWith(userId, await sealer.open(cancelSecret, placeOfSecret(userId, id)));
}

export function readCancelToken(token: unknown): CancelToken | undefined {
  const [, encodedId = '', encodedSecret = ''] = (typeof token === 'string' && TOKEN.exec(token)) || [];
  const idBytes = fromBase64url(encodedId);
  const secret = fromBase64url(encodedSecret);
  const userId = idBytes && new TextDecoder().decode(idBytes);
  return isUserId(userId) && secret !== undefined ? { userId, secret } : undefined;
}

/** Whether the token was made for this recovery. */
export async function cancels(
  { sealer }: EngineContext,
  { userId, secret }: CancelToken,
  { id, cancelSecret }: Recovery,
): Promise<boolean> {
  if (cancelSecret === undefined) return false;
  return constantTimeEqual(secret, await sealer.open(cancelSecret, placeOfSecret(userId, id)));
}

/** The same secret under the current key, or `undefined` if it is under it already. */
export async function resealCancelSecret(
  { sealer }: EngineContext,
  userId: string,
  { id, cancelSecret }: Recovery,
): Promise<string | undefined> {
  if (cancelSecret === undefined || sealer.outdated?.(cancelSecret) !== true) return undefined;
  const place = placeOfSecret(userId, id);
  return sealer.seal(await sealer.open(cancelSecret, place), place);
}

function tokenWith(userId: string, secret: Uint8Array): string {
  return `fkc1.${toBase64url(new TextEncoder().encode(userId))}.${toBase64url(secret)}`;
}

function placeOfSecret(userId: string, recoveryId: string): SealContext {
  return { userId, factorId: recoveryId, field: 'cancel-secret' };
}
