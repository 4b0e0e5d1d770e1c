import type { Account } from '../../account/account.ts';
import { wasSaved } from '../../account/tags.ts';
import { decodeAccount, encodeAccount } from '../../codec/account-text.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { MfaError } from '../../errors.ts';
import type { AuditEvent } from '../../ports/audit.ts';
import type { StoredAccount } from '../../ports/storage.ts';
import type { EngineContext } from '../context.ts';

/** A stored account, and the tag that the next save expects. */
export interface Loaded {
  readonly tag: string;
  readonly account: Account;
}

/**
 * Loads an account.
 *
 * @throws MfaError `account-moved` if the account has moved to another user id, or is moving.
 */
export async function load(context: EngineContext, userId: string): Promise<Loaded | undefined> {
  const loaded = await loadMoving(context, userId);
  if (loaded?.account.moving !== undefined) {
    throw new MfaError('account-moved', 'the account has another user id now: see changeUserId');
  }
  return loaded;
}

/** Loads an account that may be moving. */
export async function loadMoving(context: EngineContext, userId: string): Promise<Loaded | undefined> {
  const stored = await loadStored(context, userId);
  return (
    stored && { tag: stored.tag, account: decodeAccount(context.keyring, userId, stored, context.clock()) }
  );
}

/**
 * The only caller of `storage.load`. A row of another user id is refused, so that it does not count as "nothing
 * enrolled".
 */
export async function loadStored(
  { storage }: EngineContext,
  userId: string,
): Promise<StoredAccount | undefined> {
  const loaded = await storage.load(userId);
  if (loaded?.userId !== userId) throw misread('storage.load returned another user id than it was given');
  const { stored } = loaded;
  if (stored === undefined && Object.hasOwn(loaded, 'stored')) return undefined;
  if (typeof stored?.tag === 'string' && typeof stored.state === 'string') return stored;
  throw misread('storage.load must return an account or undefined as stored');
}

function misread(why: string): MfaError {
  return new MfaError('storage-failed', why);
}

interface Commit {
  readonly account: Account;
  /** The tag that was read. `undefined` if there was no account. */
  readonly expected: string | undefined;
  readonly due: number | undefined;
  readonly events: readonly AuditEvent[];
}

/** The only caller of `storage.save` for accounts. */
export async function commit(
  context: EngineContext,
  { account, expected, due, events }: Commit,
): Promise<boolean> {
  const tag = toBase64url(context.random(16));
  const { userId } = account;
  const next = {
    tag,
    state: encodeAccount(context.keyring, account, tag),
    ...(due === undefined ? {} : { due }),
  };
  let failed: { readonly cause: unknown } | undefined;
  try {
    if ((await context.storage.save(userId, next, expected, events)) === true) return true;
  } catch (cause) {
    failed = { cause };
  }
  if (await isCommitted(context, userId, tag)) return true;
  if (failed !== undefined) throw failed.cause;
  return false;
}

/**
 * Whether a save was written although its result was an error or `false`: the result was lost, or the driver sent the
 * save twice and the second one lost the race. The tag of the save among the account's last tags proves it, even if
 * other requests saved since then.
 */
async function isCommitted(context: EngineContext, userId: string, tag: string): Promise<boolean> {
  const stored = await loadMoving(context, userId).catch(() => undefined);
  return stored !== undefined && wasSaved(stored.account, tag);
}
