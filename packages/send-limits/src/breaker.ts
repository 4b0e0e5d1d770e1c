import type { SendAttempt } from '@factorkit/core';
import type { BreakerStore } from './breaker-store.ts';
import type { HideKey } from './hidden-keys.ts';

/** When texts to a country stop: to numbers that are being set up first, and to a number whose codes come back never. */
export interface BreakerOptions {
  /** What `limiterFrom` gives is one. */
  readonly store: BreakerStore;
  /**
   * So many codes in a row that nobody used stop a country: 10 to 100,000. Defaults to 50. It must be more than
   * the codes on their way to one country at once, since a code counts as unused until it comes back.
   */
  readonly codes?: number;
  /**
   * While at least so many of a hundred come back, a country is never stopped, and each that comes back makes up for
   * `100 / minUsedPercent` that did not: 1 to 90. Defaults to 20.
   */
  readonly minUsedPercent?: number;
  /** 60 to 604,800. Defaults to 3600. */
  readonly pauseSeconds?: number;
  /** Told once for each pause, so that a person may look. What it throws changes nothing. */
  readonly onPause?: (pause: Pause) => void;
}

export interface Pause {
  /** `LV`; or `+881`, where the numbers belong to no country. */
  readonly country: string;
  /** `enrolment`: texts to numbers that are being set up. `confirmed`: to numbers in use whose codes do not come back. */
  readonly sends: SendClass;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Whether the number has proved itself: a stranger may begin to set up any number, and only a code that came back confirms
 * one. The two are counted apart, so that what strangers begin stops nobody's sign-in.
 */
export type SendClass = 'enrolment' | 'confirmed';

export function classOf({ purpose }: Pick<SendAttempt, 'purpose'>): SendClass {
  return purpose === 'enrolment' ? 'enrolment' : 'confirmed';
}

interface CountrySend extends Pick<SendAttempt, 'userId' | 'method' | 'purpose' | 'now'> {
  readonly country: string;
}

export interface Breaker {
  /** Whether a pause keeps this text back. Counts nothing. */
  isPaused(send: CountrySend): Promise<boolean>;
  /** Counts a code that is about to be sent, and says whether it may be. */
  count(send: CountrySend): Promise<boolean>;
  /** Takes the count back: the code was not sent. */
  uncount(send: CountrySend): Promise<void>;
  used(use: Pick<SendAttempt, 'userId' | 'method' | 'now'>): Promise<void>;
}

const DAY_SECONDS = 86_400;
const MINUTE_MS = 60_000;
/** Longer than any code works. */
const LAST_SEND_SECONDS = 3600;
/** For so long after a code came back, its user is known to use them. */
const PROVEN_SECONDS = 90 * DAY_SECONDS;
/** What a code that came back takes off. A send adds `minUsedPercent`, so all of it is whole numbers. */
const USE = 100;

/** What is kept of the last send, for when its code comes back. */
interface LastSend {
  readonly country: string;
  /** `spared`: sent on the strength of earlier codes that came back, and counted for no country. */
  readonly as: SendClass | 'spared';
}

/**
 * Counts the doubt about each country, for numbers that are being set up and for confirmed ones apart: up with every send,
 * down with every use, never below zero, from zero each day. It passes the mark after `codes` unused in a row, whatever came
 * back long before: a long good history of a country buys nothing.
 *
 * A user whose codes come back keeps the service: after each use, as many texts to the confirmed number are spared as may stay
 * unused by `minUsedPercent`, whatever the country did.
 */
export function createBreaker(options: Required<BreakerOptions>, hide: HideKey): Breaker {
  const { store, codes, minUsedPercent, pauseSeconds, onPause } = options;
  const mark = codes * minUsedPercent;
  const spare = Math.floor(USE / minUsedPercent) - 1;
  const lastSend = (userId: string, method: string): string => hide('breaker.last', userId, method);
  /** 1 when a code came back, and one more for each text since. */
  const sinceUse = (userId: string, method: string): string => hide('breaker.since-use', userId, method);

  const isSpared = async ({ userId, method, purpose }: CountrySend): Promise<boolean> => {
    if (classOf({ purpose }) === 'enrolment') return false;
    const since = await store.get(sinceUse(userId, method));
    return since !== undefined && since <= spare;
  };
  const pauseOf = (country: string, sends: SendClass): Promise<number | undefined> =>
    store.get(pauseKey(country, sends));
  const remember = (userId: string, method: string, last: LastSend): Promise<void> =>
    store.put(lastSend(userId, method), packed(last), LAST_SEND_SECONDS);
  /** What is to be made up for. Of any number of callers at once, one is told. */
  const takeLast = async (userId: string, method: string): Promise<LastSend | undefined> => {
    const key = lastSend(userId, method);
    const last = await store.get(key);
    return last !== undefined && (await store.remove(key)) ? unpacked(last) : undefined;
  };
  const relieve = async ({ country, as }: LastSend, by: number, now: number): Promise<void> => {
    if (as === 'spared') return;
    const era = (await pauseOf(country, as)) ?? 0;
    await store.add(doubtKey(country, as, { era, now }), -by, 2 * DAY_SECONDS);
  };

  return {
    async isPaused(send) {
      const until = await pauseOf(send.country, classOf(send));
      return until !== undefined && send.now < until * MINUTE_MS && !(await isSpared(send));
    },
    async count(send) {
      const { country, userId, method, now } = send;
      const sends = classOf(send);
      if (await isSpared(send)) {
        // Of many at once, so many are spared as are left.
        const since = await store.add(sinceUse(userId, method), 1, PROVEN_SECONDS);
        if (since <= spare + 1) {
          await remember(userId, method, { country, as: 'spared' });
          return true;
        }
      }
      // Sends after a pause are counted apart from those before it.
      const era = (await pauseOf(country, sends)) ?? 0;
      if (now < era * MINUTE_MS) return false;
      const doubt = await store.add(doubtKey(country, sends, { era, now }), minUsedPercent, 2 * DAY_SECONDS);
      if (doubt <= mark) {
        await remember(userId, method, { country, as: sends });
        return true;
      }
      // Whole minutes: seconds since 1970 leave the 32 bits of an SQL integer in 2038.
      const until = Math.ceil((now + pauseSeconds * 1000) / MINUTE_MS);
      // Kept for longer than it lasts: as long as it is known, what was counted before it is not counted again.
      await store.put(pauseKey(country, sends), until, pauseSeconds + 2 * DAY_SECONDS);
      if (doubt - minUsedPercent <= mark) tell(onPause, { country, sends, until: until * MINUTE_MS });
      return false;
    },
    async uncount({ userId, method, now }) {
      // Of any number of refunds of one send, one is counted; and a code that was not sent cannot come back.
      const last = await takeLast(userId, method);
      if (last === undefined) return;
      if (last.as === 'spared') await store.add(sinceUse(userId, method), -1, PROVEN_SECONDS);
      await relieve(last, minUsedPercent, now);
    },
    async used({ userId, method, now }) {
      // One send is made up for once, however often its code is told to have come back.
      const last = await takeLast(userId, method);
      if (last === undefined) return;
      await relieve(last, USE, now);
      await store.put(sinceUse(userId, method), 1, PROVEN_SECONDS);
    },
  };
}

/** A country is no personal data: plain, so that an operator can find the key and delete it. */
function pauseKey(country: string, sends: SendClass): string {
  return `breaker.paused.${country}${sends === 'enrolment' ? '.enrolment' : ''}`;
}

function doubtKey(
  country: string,
  sends: SendClass,
  { era, now }: { readonly era: number; readonly now: number },
): string {
  return `breaker.doubt.${country}.${sends}.${era}.${Math.floor(now / 1000 / DAY_SECONDS)}`;
}

const KINDS = ['enrolment', 'confirmed', 'spared'] as const;

/** `DE` and `+881` as numbers, since numbers is what every store of counts can keep. */
function packed({ country, as }: LastSend): number {
  return Number.parseInt(country.replace('+', ''), 36) * KINDS.length + KINDS.indexOf(as);
}

function unpacked(last: number): LastSend {
  const code = Math.floor(last / KINDS.length)
    .toString(36)
    .toUpperCase();
  return {
    country: /^\d/.test(code) ? `+${code}` : code,
    as: KINDS[last % KINDS.length] ?? 'spared',
  };
}

function tell(onPause: BreakerOptions['onPause'], pause: Pause): void {
  Promise.resolve()
    .then(() => onPause?.(pause))
    .catch(() => undefined);
}
