import { createHash, randomBytes } from 'node:crypto';

/** Where a password was typed. */
export interface GuessedFrom {
  readonly address?: string;
  /** The token of a browser in which this user signed in before: guesses by others do not slow it down. */
  readonly knownBrowser?: string;
  /** The user of the session in which it was typed. */
  readonly signedIn?: string;
}

export type Guess =
  | { readonly kind: 'paused'; readonly until: number }
  | {
      readonly kind: 'open';
      /** Reports the result. A right password does not count as a guess. Call it once, whatever happens. */
      end(right: boolean): void;
    };

/** Slows down guessing of passwords. In memory, for the demo. */
export interface GuessLimits {
  /** Waits for the guesses before it at the same place, so that right passwords at once do not count as guesses. */
  begin(userName: string, from: GuessedFrom): Promise<Guess>;
  /** Returns a token for the cookie of a known browser. */
  know(userName: string): string;
}

interface Limit {
  /** The number of wrong passwords in a row before a pause of twice `everyMs`. */
  readonly burst: number;
  /** One wrong password is forgotten per `everyMs`: slower guessing causes no pause. */
  readonly everyMs: number;
}

const LIMITS = {
  /** One name from one address, from one known browser, or in the sessions of one user. */
  narrow: { burst: 5, everyMs: 15_000 },
  /** All names from one address. Offices and mobile networks share one. */
  address: { burst: 50, everyMs: 10_000 },
  /** One name from everywhere that is not known, so that guessing from many addresses is limited. */
  account: { burst: 100, everyMs: 60_000 },
} as const satisfies Record<string, Limit>;

/** Anyone can type any name: without a limit the names would fill the memory. */
const KEYS_KEPT = 10_000;

export function createGuessLimits(clock: () => number): GuessLimits {
  const levels = new Map<string, { readonly level: number; readonly at: number }>();
  const levelOf = (key: string, { everyMs }: Limit): number => {
    const { level, at } = levels.get(key) ?? { level: 0, at: 0 };
    return Math.max(0, level - Math.max(0, clock() - at) / everyMs);
  };
  const pausedUntil = (key: string, { burst, everyMs }: Limit): number => {
    const { level, at } = levels.get(key) ?? { level: 0, at: 0 };
    return level >= burst ? at + 2 * everyMs : 0;
  };
  const turns = createTurns();
  // The user of a browser, by the hash of the token in its cookie.
  const known = new Map<string, string>();
  const set = (key: string, level: number): void => {
    levels.delete(key);
    if (level > 0) levels.set(key, { level, at: clock() });
    const [oldest] = levels.keys();
    if (levels.size > KEYS_KEPT && oldest !== undefined) levels.delete(oldest);
  };
  return {
    async begin(userName, from) {
      const { knownBrowser, ...place } = from;
      const ours = knownBrowser !== undefined && known.get(keyOf('browser', knownBrowser)) === userName;
      const counted = countersOf(userName, ours ? from : place);
      const [narrow, ...shared] = counted;
      const endTurn = await turns.take(narrow.key);
      const until = Math.max(...counted.map(({ key, limit }) => pausedUntil(key, limit)));
      if (clock() < until) {
        endTurn();
        return { kind: 'paused', until };
      }
      // Counted before the password is checked: guesses at other places are not waited for.
      for (const { key, limit } of counted) set(key, levelOf(key, limit) + 1);
      return {
        kind: 'open',
        end(right) {
          endTurn();
          if (!right) return;
          set(narrow.key, 0);
          // Guesses by others stay counted.
          for (const { key, limit } of shared) set(key, levelOf(key, limit) - 1);
        },
      };
    },
    know(userName) {
      const token = randomBytes(32).toString('base64url');
      known.set(keyOf('browser', token), userName);
      const [oldest] = known.keys();
      if (known.size > KEYS_KEPT && oldest !== undefined) known.delete(oldest);
      return token;
    },
  };
}

interface Counter {
  readonly key: string;
  readonly limit: Limit;
}

/** One after another, for each key. */
function createTurns(): { take(key: string): Promise<() => void> } {
  const last = new Map<string, Promise<void>>();
  return {
    async take(key) {
      const before = last.get(key);
      let end = (): void => undefined;
      const turn = new Promise<void>((resolve) => {
        end = resolve;
      });
      last.set(key, turn);
      await before;
      return () => {
        end();
        if (last.get(key) === turn) last.delete(key);
      };
    },
  };
}

/** The first counter is for this user or place only; the others are shared. */
function countersOf(
  userName: string,
  { address, knownBrowser, signedIn }: GuessedFrom,
): readonly [Counter, ...Counter[]] {
  // For all sessions of the user together.
  if (signedIn !== undefined) return [{ key: keyOf('signed-in', signedIn), limit: LIMITS.narrow }];
  if (knownBrowser !== undefined) return [{ key: keyOf('browser', knownBrowser), limit: LIMITS.narrow }];
  return [
    { key: keyOf('name', userName, address ?? ''), limit: LIMITS.narrow },
    { key: keyOf('account', userName), limit: LIMITS.account },
    ...(address === undefined ? [] : [{ key: keyOf('address', address), limit: LIMITS.address }]),
  ];
}

/** A key of constant length, whatever was typed. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
