import { sha256 } from '@noble/hashes/sha2.js';
import type { Account } from '../../account/account.ts';
import type { Factor } from '../../account/factors/factor.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { openEnvelope, sealEnvelope } from '../../codec/envelope.ts';
import { isUnderCurrentKey } from '../../codec/keyring.ts';
import { MfaError } from '../../errors.ts';
import type { StoredAccount } from '../../ports/storage.ts';
import { CLAIM_PREFIX } from '../../schema/texts.ts';
import type { EngineContext } from '../context.ts';
import { loadMoving, loadStored } from './account-store.ts';

/** The factor that a credential is reserved for. */
interface Holder {
  readonly userId: string;
  readonly factorId: string;
}

/**
 * Reserves a credential for one factor across all accounts (WebAuthn L3 §7.1 step 26). It is a separate row in the same
 * store, written only if there is none. If the holder of a row no longer exists (a crash between two writes, a removed
 * factor), the row is taken over by the same compare-and-set.
 *
 * @returns whether it is now reserved for this factor.
 */
export async function reserveCredential(
  context: EngineContext,
  identity: string,
  holder: Holder,
): Promise<boolean> {
  const key = keyOf(identity);
  const { storage } = context;
  const stored = await loadStored(context, key);
  if (stored !== undefined) {
    const held = openHolder(context, key, stored);
    if (held.userId === holder.userId && held.factorId === holder.factorId) return true;
    if (await holds(context, identity, held)) return false;
  }
  return storage.save(key, sealHolder(context, key, holder), stored?.tag, []);
}

/** Frees a credential if it is reserved for this factor. The row then contains nothing of the user. */
export async function freeCredential(
  context: EngineContext,
  identity: string,
  holder: Holder,
): Promise<void> {
  const key = keyOf(identity);
  const { storage } = context;
  const stored = await loadStored(context, key);
  if (stored === undefined) return;
  const held = openHolder(context, key, stored);
  if (held.userId !== holder.userId || held.factorId !== holder.factorId) return;
  // Not deleted: only a save checks that the row is unchanged, and it may belong to another user by now.
  await storage.save(key, sealHolder(context, key, NOBODY), stored.tag, []);
}

/**
 * Frees the credentials of the factors that a commit removed. If this fails, the next user who enrols one takes its row
 * over.
 */
export async function freeLostCredentials(
  context: EngineContext,
  before: Account,
  after: Account | undefined,
): Promise<void> {
  const left = new Set(after?.factors.map(({ id }) => id));
  for (const factor of before.factors) {
    if (!left.has(factor.id)) await freeFactor(context, before.userId, factor).catch(() => undefined);
  }
}

async function freeFactor(
  context: EngineContext,
  userId: string,
  { id, method, data }: Factor,
): Promise<void> {
  const identity = context.methods.get(method)?.credentialId?.(data);
  if (identity !== undefined) await freeCredential(context, identity, { userId, factorId: id });
}

/**
 * Reseals the row of a reserved credential under the current key. A concurrent writer reseals it too.
 *
 * @returns whether it was under an old key.
 */
export async function resealReservation(context: EngineContext, key: string): Promise<boolean> {
  const { storage, keyring } = context;
  const stored = await loadStored(context, key);
  if (stored === undefined || isUnderCurrentKey(keyring, stored.state)) return false;
  const next = sealHolder(context, key, openHolder(context, key, stored));
  return storage.save(key, next, stored.tag, []);
}

/** Sealed, so that the row does not reveal the user: it remains after a crash between an erasure and the freeing. */
function sealHolder({ keyring, random }: EngineContext, key: string, holder: Holder): StoredAccount {
  const tag = toBase64url(random(16));
  const plain = new TextEncoder().encode(JSON.stringify(holder));
  return {
    tag,
    state: sealEnvelope({ keyring, purpose: 'seal', plain, associated: placeOf(key, tag), random }),
  };
}

function openHolder({ keyring }: EngineContext, key: string, { tag, state }: StoredAccount): Holder {
  const plain = openEnvelope({ keyring, purpose: 'seal', text: state, associated: placeOf(key, tag) });
  if (plain === undefined)
    throw new MfaError('seal-broken', 'the row of a reserved credential cannot be opened');
  return JSON.parse(new TextDecoder().decode(plain)) as Holder;
}

/** A row opens only under its own key and tag: it can be restored to its place, but not moved. */
function placeOf(key: string, tag: string): string {
  return JSON.stringify(['factorkit/reservation/v1', key, tag]);
}

const NOBODY: Holder = { userId: '', factorId: '' };

async function holds(context: EngineContext, identity: string, held: Holder): Promise<boolean> {
  if (held.userId === NOBODY.userId) return false;
  const stored = await loadMoving(context, held.userId);
  const factor = stored?.account.factors.find(({ id }) => id === held.factorId);
  if (factor === undefined) return false;
  // A set-up reserved it and is not committed yet. Taking it over now would put the credential on two accounts.
  if (factor.status === 'pending') return context.clock() < factor.expiresAt;
  return context.methods.get(factor.method)?.credentialId?.(factor.data) === identity;
}

function keyOf(identity: string): string {
  return CLAIM_PREFIX + toBase64url(sha256(new TextEncoder().encode(identity)));
}
