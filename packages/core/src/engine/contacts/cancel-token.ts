import { sha256 } from '@noble/hashes/sha2.js';
import type { Recovery } from '../../account/recovery/recovery.ts';
import { fromBase64url, toBase64url } from '../../codec/base64url.ts';
import { constantTimeEqual } from '../../otp/constant-time.ts';
import type { SealContext } from '../../ports/sealer.ts';
import { accepts } from '../../schema/schema.ts';
import { userId as userIdSchema } from '../../schema/texts.ts';
import type { EngineContext } from '../context.ts';

/**
 * Cancels one recovery and does nothing else: a person who can read the mail can stop the recovery, but not complete
 * it. The secret is random and stored with the recovery: sealed for the next message, and hashed for comparison.
 */
interface CancelToken {
  readonly userId: string;
  readonly hash: string;
}

const TOKEN = /^fkc1\.([A-Za-z0-9_-]{1,2048})\.([A-Za-z0-9_-]{43})$/;

const SECRET_BYTES = 32;

/** Creates a secret in the form that the account stores. */
export async function newCancelSecret(
  { sealer, random }: EngineContext,
  userId: string,
  recoveryId: string,
): Promise<Pick<Recovery, 'cancelSecret' | 'cancelHash'>> {
  const secret = random(SECRET_BYTES);
  const cancelSecret = await sealer.seal(secret, placeOfSecret(userId, recoveryId));
  return { cancelSecret, cancelHash: hashOf(secret) };
}

/** The token of a recovery, for the link in a notice. */
export async function cancelTokenOf(
  { sealer }: EngineContext,
  userId: string,
  { id, cancelSecret }: Recovery,
): Promise<string | undefined> {
  if (cancelSecret === undefined) return undefined;
  const secret = await sealer.open(cancelSecret, placeOfSecret(userId, id));
  return `fkc1.${toBase64url(new TextEncoder().encode(userId))}.${toBase64url(secret)}`;
}

export function readCancelToken(token: unknown): CancelToken | undefined {
  const [, encodedId = '', encodedSecret = ''] = (typeof token === 'string' && TOKEN.exec(token)) || [];
  const idBytes = fromBase64url(encodedId);
  const secret = fromBase64url(encodedSecret);
  if (idBytes === undefined || secret === undefined || idBytes.length === 0) return undefined;
  const userId = new TextDecoder().decode(idBytes);
  return accepts(userIdSchema, userId) ? { userId, hash: hashOf(secret) } : undefined;
}

/** Whether the token was created for this recovery. */
export function cancels({ hash }: Pick<CancelToken, 'hash'>, { cancelHash }: Recovery): boolean {
  if (cancelHash === undefined) return false;
  const encoder = new TextEncoder();
  return constantTimeEqual(encoder.encode(hash), encoder.encode(cancelHash));
}

/** The same secret under the current key, or `undefined` if it already is. */
export async function resealCancelSecret(
  { sealer }: EngineContext,
  userId: string,
  { id, cancelSecret }: Recovery,
): Promise<string | undefined> {
  if (cancelSecret === undefined || sealer.outdated?.(cancelSecret) !== true) return undefined;
  const place = placeOfSecret(userId, id);
  return sealer.seal(await sealer.open(cancelSecret, place), place);
}

/** 256 random bits cannot be guessed, so the hash needs no key. */
function hashOf(secret: Uint8Array): string {
  return toBase64url(sha256(secret));
}

function placeOfSecret(userId: string, recoveryId: string): SealContext {
  return { userId, factorId: recoveryId, field: 'cancel-secret' };
}
