import { sha256 } from '@noble/hashes/sha2.js';
import type { Factor } from '../account/factor.ts';
import { decodeAccount } from '../codec/account-text.ts';
import { toBase64url } from '../codec/base64url.ts';
import { openEnvelope, sealEnvelope } from '../codec/envelope.ts';
import { isUnderCurrentKey } from '../codec/keyring.ts';
import { MfaError } from '../errors.ts';
import type { EngineContext } from './context.ts';
import { CLAIM_PREFIX } from './input.ts';
import { guarded, loadStored } from './transact.ts';

/** Whose factor a claim is for. */
interface Holder {
  readonly userId: string;
  readonly factorId: string;
}

/**
 * Makes a credential this factor's, of all accounts (WebAuthn L3 §7.1 step 26): a row of its own in the same store,
 * written only if there is none. A row whose holder is gone (a crash between two writes, a removed factor) is taken
 * over, by the same compare-and-set.
 *
 * @returns whether it is this factor's now.
 */
export async function claim(context: EngineContext, identity: string, holder: Holder): Promise<boolean> {
  const key = keyOf(identity);
  const { storage, random } = context;
  const stored = await loadStored(context, key);
  if (stored !== undefined) {
    const held = openHolder(context, key, stored.state);
    if (held.userId === holder.userId && held.factorId === holder.factorId) return true;
    if (await holds(context, identity, held)) return false;
  }
  const next = { tag: toBase64url(random(16)), state: sealHolder(context, key, holder) };
  return guarded('save', () => storage.save(key, next, stored?.tag, []));
}

/** Frees a credential whose factor is gone. Nothing of the user stays in the row; if this is lost, the next takes it over. */
async function release(context: EngineContext, identity: string, holder: Holder): Promise<void> {
  const key = keyOf(identity);
  const { storage, random } = context;
  const stored = await loadStored(context, key);
  if (stored === undefined) return;
  if (openHolder(context, key, stored.state).factorId !== holder.factorId) return;
  // Not deleted: a row can be exchanged only if it is still the same, and it could be another's by now.
  const free = { tag: toBase64url(random(16)), state: sealHolder(context, key, NOBODY) };
  await guarded('save', () => storage.save(key, free, stored.tag, []));
}

/** What these factors stand for, freed after the commit that ended them. */
export async function releaseAll(
  context: EngineContext,
  userId: string,
  factors: readonly Factor[],
): Promise<void> {
  for (const { id, method, data } of factors) {
    const identity = context.methods.get(method)?.claim?.(data);
    if (identity !== undefined) await release(context, identity, { userId, factorId: id });
  }
}

/**
 * Puts the row of a claim under the current key. Whoever changes it at the same moment seals it anew as well.
 *
 * @returns whether it was under an old one.
 */
export async function reseal(context: EngineContext, key: string): Promise<boolean> {
  const { storage, random, keyring } = context;
  const stored = await loadStored(context, key);
  if (stored === undefined || isUnderCurrentKey(keyring, stored.state)) return false;
  const next = {
    tag: toBase64url(random(16)),
    state: sealHolder(context, key, openHolder(context, key, stored.state)),
  };
  return guarded('save', () => storage.save(key, next, stored.tag, []));
}

/** Sealed, so that the row names nobody: a crash between an erasure and the release leaves it behind. */
function sealHolder({ keyring, random }: EngineContext, key: string, holder: Holder): string {
  const plain = new TextEncoder().encode(JSON.stringify(holder));
  return sealEnvelope({ keyring, purpose: 'seal', plain, associated: key, random });
}

function openHolder({ keyring }: EngineContext, key: string, text: string): Holder {
  const plain = openEnvelope({ keyring, purpose: 'seal', text, associated: key });
  if (plain === undefined) throw new MfaError('seal-broken', 'the row of a claimed credential does not open');
  return JSON.parse(new TextDecoder().decode(plain)) as Holder;
}

const NOBODY: Holder = { userId: '', factorId: '' };

async function holds(context: EngineContext, identity: string, held: Holder): Promise<boolean> {
  if (held.userId === NOBODY.userId) return false;
  const stored = await loadStored(context, held.userId);
  if (stored === undefined) return false;
  const account = decodeAccount(context.keyring, held.userId, stored);
  const factor = account.factors.find(({ id }) => id === held.factorId);
  if (factor === undefined) return false;
  // A set-up that claimed it and is not committed yet: whoever took it over now would have it on two accounts.
  if (factor.status === 'pending') return context.clock() < factor.expiresAt;
  return context.methods.get(factor.method)?.claim?.(factor.data) === identity;
}

function keyOf(identity: string): string {
  return CLAIM_PREFIX + toBase64url(sha256(new TextEncoder().encode(identity)));
}
