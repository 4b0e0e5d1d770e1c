import type { Account } from '../account/account.ts';
import type { Factor } from '../account/factor.ts';
import { MfaError, type MfaErrorCode } from '../errors.ts';
import { LONGEST_CODE_MS } from '../factors/delivered-code.ts';
import type { UserIdPage } from '../ports/storage.ts';
import { resealCancelSecret } from './cancel-token.ts';
import { reseal as resealClaim } from './claim.ts';
import type { EngineContext } from './context.ts';
import { badInput, CLAIM_PREFIX } from './input.ts';
import { inLanes } from './lanes.ts';
import { methodOf, placeOf } from './place.ts';
import { guarded, transact } from './transact.ts';

/** How far `rotateKeys` has come. */
export interface KeyRotation {
  /** How many rows of the store it looked at, since it was called. */
  readonly looked: number;
  /** In how many of them something was under an old key, and is under the current one now. */
  readonly resealed: number;
  /** What it could not do of the last batch. The old keys have to stay as long as there is one. */
  readonly failures: readonly KeyRotationFailure[];
  /**
   * Until when the old keys are needed by what cannot be sealed again: the hashes of trusted browsers and of codes that
   * were sent. Milliseconds since 1970, of all it looked at.
   */
  readonly neededUntil: number;
  /** Where to go on if it is broken off here; absent when it is through. */
  readonly cursor?: string | undefined;
}

export interface KeyRotationFailure {
  /** The user, or the row of a claimed credential. */
  readonly userId: string;
  /**
   * `seal-broken`: altered, or its key is gone already. `account-unreadable`: damaged. `contention`: too many changes at
   * once, try again. `configuration-invalid`: a factor of a method that `methods` does not bring.
   */
  readonly code: MfaErrorCode;
}

interface RotateKeys {
  readonly after?: string;
  readonly batch?: number;
}

/** What is wrong with one account and not with the world: the others go on. */
const OF_ONE_ACCOUNT: readonly MfaErrorCode[] = [
  'seal-broken',
  'account-unreadable',
  'contention',
  'configuration-invalid',
];

export async function* rotateKeys(
  context: EngineContext,
  { after, batch = 100 }: RotateKeys = {},
): AsyncGenerator<KeyRotation> {
  if (after !== undefined && (typeof after !== 'string' || after === ''))
    throw badInput('after', 'is not the cursor of an earlier run');
  if (!Number.isInteger(batch) || batch < 1 || batch > 1000)
    throw badInput('batch', 'is not a whole number from 1 to 1000');
  let looked = 0;
  let resealed = 0;
  // The code of a set-up or challenge that began under an old key can still be entered.
  let neededUntil = context.clock() + LONGEST_CODE_MS;
  for (let cursor = after; ; ) {
    const page: UserIdPage = await guarded('list its accounts', () =>
      context.storage.readUserIds({ limit: batch, ...(cursor === undefined ? {} : { after: cursor }) }),
    );
    const failures: KeyRotationFailure[] = [];
    await inLanes(page.userIds, async (userId) => {
      try {
        const row = await resealRow(context, userId);
        if (row.resealed) resealed += 1;
        neededUntil = Math.max(neededUntil, row.neededUntil);
      } catch (error) {
        if (!(error instanceof MfaError && OF_ONE_ACCOUNT.includes(error.code))) throw error;
        failures.push({ userId, code: error.code });
      }
    });
    looked += page.userIds.length;
    yield { looked, resealed, failures, neededUntil, cursor: page.cursor };
    if (page.cursor === undefined) return;
    if (page.cursor === cursor)
      throw new MfaError('storage-failed', 'a page of accounts ends where it began');
    cursor = page.cursor;
  }
}

interface Row {
  readonly resealed: boolean;
  readonly neededUntil: number;
}

async function resealRow(context: EngineContext, userId: string): Promise<Row> {
  if (userId.startsWith(CLAIM_PREFIX)) {
    return { resealed: await resealClaim(context, userId), neededUntil: 0 };
  }
  // By the commit that every change goes through: a sign-in at the same moment loses nothing, and is not lost.
  return transact<Row>(context, {
    userId,
    actor: { kind: 'system' },
    decide: async (account) => {
      if (account === undefined) return { answer: () => ({ resealed: false, neededUntil: 0 }) };
      const neededUntil = inOtherHands(context, account);
      const factors = await rekeyed(context, account);
      const factorIds = factors.flatMap(({ id }, index) =>
        factors[index] === account.factors[index] ? [] : [id],
      );
      const { recovery } = account;
      const cancelSecret = recovery && (await resealCancelSecret(context, userId, recovery));
      if (factorIds.length === 0 && cancelSecret === undefined)
        return { answer: () => ({ resealed: false, neededUntil }) };
      return {
        change: {
          account: {
            ...account,
            factors,
            ...(recovery && cancelSecret ? { recovery: { ...recovery, cancelSecret } } : {}),
          },
          happened: [{ type: 'secrets.resealed', factorIds }],
        },
        answer: () => ({ resealed: true, neededUntil }),
      };
    },
  });
}

/** Each factor as it is, or with its secrets under the current key. */
function rekeyed(context: EngineContext, { userId, factors }: Account): Promise<readonly Factor[]> {
  return Promise.all(
    factors.map(async (factor): Promise<Factor> => {
      const place = placeOf(context, userId, factor.id);
      const data = await methodOf(context, factor.method).rekey?.({ ...place, data: factor.data });
      return data === undefined ? factor : { ...factor, data };
    }),
  );
}

/** Only a hash of the token is kept; the browser holds the token. */
function inOtherHands({ keyed }: EngineContext, { trustedDevices = [] }: Account): number {
  const trusted = trustedDevices
    .filter(({ hash, series }) => keyed.outdated(hash) || keyed.outdated(series))
    .map(({ expiresAt }) => expiresAt);
  return Math.max(0, ...trusted);
}
