import type { BreakerStore } from './breaker-store.ts';
import type { HideKey } from './hidden-keys.ts';

/** When texts to a country stop. */
export interface BreakerOptions {
  /** What `limiterFrom` gives is one. */
  readonly store: BreakerStore;
  /**
   * So many codes in a row that nobody used stop a country: 10 to 100,000, 50 where it is not given. It must be more than
   * the codes on their way to one country at once, since a code counts as unused until it comes back.
   */
  readonly codes?: number;
  /**
   * While at least so many of a hundred come back, a country is never stopped, and each that comes back makes up for
   * `100 / minUsedPercent` that did not: 1 to 90, 20 where it is not given.
   */
  readonly minUsedPercent?: number;
  /** 60 to 604,800; 3600 where it is not given. */
  readonly pauseSeconds?: number;
  /** Told once for each pause, so that a person may look. What it throws changes nothing. */
  readonly onPause?: (pause: Pause) => void;
}

export interface Pause {
  /** `LV`; or `+881`, where the numbers belong to no country. */
  readonly country: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** `era`: sends after a pause are counted apart from those before it. */
type Standing = { readonly kind: 'paused' } | { readonly kind: 'running'; readonly era: number };

interface CountrySend {
  readonly country: string;
  readonly userId: string;
  readonly method: string;
  readonly now: number;
}

export interface Breaker {
  standing(country: string, now: number): Promise<Standing>;
  /** Counts a code that is about to be sent, and says whether it may be. */
  count(send: CountrySend & { readonly era: number }): Promise<boolean>;
  /** Takes the count back: the code was not sent. */
  uncount(send: CountrySend): Promise<void>;
  used(use: { readonly userId: string; readonly method: string; readonly now: number }): Promise<void>;
}

const DAY_SECONDS = 86_400;
const MINUTE_MS = 60_000;
/** Longer than any code works. */
const LAST_SEND_SECONDS = 3600;
/** What a code that came back takes off. A send adds `minUsedPercent`, so all of it is whole numbers. */
const USE = 100;

/**
 * Counts the doubt about each country: up with every send, down with every use, never below zero, from zero each day. It
 * passes the mark after `codes` unused in a row, whatever came back long before: a long good history buys nothing.
 */
export function createBreaker(options: Required<BreakerOptions>, hide: HideKey): Breaker {
  const { store, codes, minUsedPercent, pauseSeconds, onPause } = options;
  const mark = codes * minUsedPercent;
  const lastSend = (userId: string, method: string): string => hide('breaker.last', userId, method);

  return {
    async standing(country, now) {
      const until = await store.get(pauseKey(country));
      if (until === undefined) return { kind: 'running', era: 0 };
      return now < until * MINUTE_MS ? { kind: 'paused' } : { kind: 'running', era: until };
    },
    async count({ country, era, userId, method, now }) {
      const doubt = await store.add(doubtKey(country, era, now), minUsedPercent, 2 * DAY_SECONDS);
      if (doubt <= mark) {
        await store.put(lastSend(userId, method), packCountry(country), LAST_SEND_SECONDS);
        return true;
      }
      // Whole minutes: seconds since 1970 leave the 32 bits of an SQL integer in 2038.
      const until = Math.ceil((now + pauseSeconds * 1000) / MINUTE_MS);
      // Kept for longer than it lasts: as long as it is known, what was counted before it is not counted again.
      await store.put(pauseKey(country), until, pauseSeconds + 2 * DAY_SECONDS);
      if (doubt - minUsedPercent <= mark) tell(onPause, { country, until: until * MINUTE_MS });
      return false;
    },
    async uncount({ country, userId, method, now }) {
      // Of any number of refunds of one send, one is counted; and a code that was not sent cannot come back.
      if (!(await store.remove(lastSend(userId, method)))) return;
      const doubted = doubtKey(country, (await store.get(pauseKey(country))) ?? 0, now);
      await store.add(doubted, -minUsedPercent, 2 * DAY_SECONDS);
    },
    async used({ userId, method, now }) {
      const key = lastSend(userId, method);
      const packed = await store.get(key);
      // One send is made up for once, however often its code is told to have come back.
      if (packed === undefined || !(await store.remove(key))) return;
      const country = unpackCountry(packed);
      const doubted = doubtKey(country, (await store.get(pauseKey(country))) ?? 0, now);
      await store.add(doubted, -USE, 2 * DAY_SECONDS);
    },
  };
}

/** A country is no personal data: plain, so that an operator can find the key and delete it. */
function pauseKey(country: string): string {
  return `breaker.paused.${country}`;
}

function doubtKey(country: string, era: number, now: number): string {
  return `breaker.doubt.${country}.${era}.${Math.floor(now / 1000 / DAY_SECONDS)}`;
}

/** `DE` and `+881` as numbers, since numbers is what every store of counts can keep. */
function packCountry(country: string): number {
  return Number.parseInt(country.replace('+', ''), 36);
}

function unpackCountry(packed: number): string {
  const code = packed.toString(36).toUpperCase();
  return /^\d/.test(code) ? `+${code}` : code;
}

function tell(onPause: BreakerOptions['onPause'], pause: Pause): void {
  Promise.resolve()
    .then(() => onPause?.(pause))
    .catch(() => undefined);
}
