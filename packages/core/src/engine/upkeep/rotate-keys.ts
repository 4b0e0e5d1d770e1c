import type { Account } from '../../account/account.ts';
import type { Factor } from '../../account/factors/factor.ts';
import type { Recovery } from '../../account/recovery/recovery.ts';
import { LONGEST_CODE_MS } from '../../code-lifetime.ts';
import { keyIdOf } from '../../codec/account-mac.ts';
import { decodeAccount } from '../../codec/account-text.ts';
import { MfaError, type MfaErrorCode } from '../../errors.ts';
import type { UserIdPage } from '../../ports/storage.ts';
import { CLAIM_PREFIX } from '../../schema/texts.ts';
import { commit, loadStored } from '../commit/account-store.ts';
import { contention, TRIES } from '../commit/contention.ts';
import { resealReservation } from '../commit/reserved-credentials.ts';
import { transact } from '../commit/transact.ts';
import { resealCancelSecret } from '../contacts/cancel-token.ts';
import { rekeyedContacts } from '../contacts/seen-contacts.ts';
import type { EngineContext } from '../context.ts';
import { readArgument } from '../input/calls.ts';
import type { Mfa } from '../mfa.ts';
import { factorContext, methodOf } from '../progress/factor-context.ts';
import type { KeyRotation, KeyRotationFailure } from '../results/key-rotation.ts';
import { mapConcurrent } from './map-concurrent.ts';

/** Errors of one account. The run continues with the others. */
const ACCOUNT_ERRORS: readonly MfaErrorCode[] = [
  'account-tampered',
  'key-unknown',
  'account-unreadable',
  'seal-broken',
  'contention',
  'configuration-invalid',
];

export async function* rotateKeys(
  context: EngineContext,
  input: Parameters<Mfa['rotateKeys']>[0] = {},
): AsyncGenerator<KeyRotation> {
  const { after, batch = 100 } = readArgument('rotateKeys', input) ?? {};
  let looked = 0;
  let resealed = 0;
  // The code of a set-up or challenge that started under an old key can still be entered.
  let neededUntil = context.clock() + LONGEST_CODE_MS;
  for (let cursor = after; ; ) {
    const page: UserIdPage = await context.storage.readUserIds({
      limit: batch,
      ...(cursor === undefined ? {} : { after: cursor }),
    });
    const failures: KeyRotationFailure[] = [];
    await mapConcurrent(page.userIds, async (userId) => {
      try {
        const row = await resealRow(context, userId);
        if (row.resealed) resealed += 1;
        neededUntil = Math.max(neededUntil, row.neededUntil);
      } catch (error) {
        if (!(error instanceof MfaError && ACCOUNT_ERRORS.includes(error.code))) throw error;
        failures.push({ userId, code: error.code });
      }
    });
    looked += page.userIds.length;
    yield { looked, resealed, failures, neededUntil, cursor: page.cursor };
    if (page.cursor === undefined) return;
    if (page.cursor === cursor)
      throw new MfaError('storage-failed', 'storage.readUserIds returned the cursor that it was given');
    cursor = page.cursor;
  }
}

interface Row {
  readonly resealed: boolean;
  readonly neededUntil: number;
}

async function resealRow(context: EngineContext, userId: string): Promise<Row> {
  if (userId.startsWith(CLAIM_PREFIX)) {
    return { resealed: await resealReservation(context, userId), neededUntil: 0 };
  }
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await resealAccount(context, userId);
    if (row !== undefined) return row;
  }
  throw contention();
}

/** `undefined` if another writer changed the account after it was read. */
async function resealAccount(context: EngineContext, userId: string): Promise<Row | undefined> {
  const { keyring, clock } = context;
  const stored = await loadStored(context, userId);
  if (stored === undefined) return { resealed: false, neededUntil: 0 };
  const account = decodeAccount(keyring, userId, stored, clock());
  const neededUntil = hashesNeedUntil(context, account);
  const changes: Partial<Account> = {
    ...(await rekeyedFactors(context, account)),
    ...(await rekeyedRecoveries(context, account)),
    ...(await rekeyedContacts(context, account)),
  };
  const outdated = keyIdOf(stored.state) !== keyring.currentId;
  if (!outdated && Object.keys(changes).length === 0) return { resealed: false, neededUntil };
  const { factors = account.factors } = changes;
  const factorIds = factors.flatMap(({ id }, index) =>
    factors[index] === account.factors[index] ? [] : [id],
  );
  // Nobody else writes a row that `changeUserId` has closed.
  if (account.moving !== undefined) {
    const next = { account: { ...account, ...changes }, expected: stored.tag, due: undefined, events: [] };
    return (await commit(context, next)) ? { resealed: true, neededUntil } : undefined;
  }
  // Each save authenticates the account under the current key.
  return transact<Row | undefined>(context, {
    userId,
    actor: { kind: 'system' },
    decide: (_decision, { account: latest }) => {
      if (latest?.tags.at(-1) !== stored.tag) return { answer: undefined };
      return {
        change: { account: { ...latest, ...changes }, events: [{ type: 'secrets.resealed', factorIds }] },
        answer: { resealed: true, neededUntil },
      };
    },
  });
}

/** The factors with their secrets under the current key, or `undefined` if all already are. */
async function rekeyedFactors(
  context: EngineContext,
  { userId, factors }: Account,
): Promise<Pick<Account, 'factors'> | undefined> {
  const rekeyed = await Promise.all(
    factors.map(async (factor): Promise<Factor> => {
      const place = factorContext(context, userId, factor.id);
      const data = await methodOf(context, factor.method).rekey?.({ ...place, data: factor.data });
      return data === undefined ? factor : { ...factor, data };
    }),
  );
  return rekeyed.every((factor, index) => factor === factors[index]) ? undefined : { factors: rekeyed };
}

async function rekeyedRecoveries(
  context: EngineContext,
  { userId, recoveries = [] }: Account,
): Promise<Pick<Account, 'recoveries'> | undefined> {
  const rekeyed = await Promise.all(
    recoveries.map(async (recovery): Promise<Recovery> => {
      const cancelSecret = await resealCancelSecret(context, userId, recovery);
      return cancelSecret === undefined ? recovery : { ...recovery, cancelSecret };
    }),
  );
  return rekeyed.every((recovery, index) => recovery === recoveries[index])
    ? undefined
    : { recoveries: rekeyed };
}

/**
 * Only hashes of these are stored: the browser has the token, and the user has the recovery code. So they cannot be
 * resealed.
 */
function hashesNeedUntil(
  { keyed }: EngineContext,
  { trustedDevices = [], recoveries = [] }: Account,
): number {
  const trusted = trustedDevices
    .filter(({ hash, series }) => keyed.outdated(hash) || keyed.outdated(series))
    .map(({ expiresAt }) => expiresAt);
  const told = recoveries
    .filter(({ approvals, contactCode }) =>
      [contactCode, ...approvals.map(({ code }) => code)].some((code) => code && keyed.outdated(code.hash)),
    )
    .map(({ expiresAt }) => expiresAt);
  return Math.max(0, ...trusted, ...told);
}
