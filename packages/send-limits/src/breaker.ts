import type { SendAttempt } from '@factorkit/core';
import type { BreakerStore } from './breaker-store.ts';
import type { HideKey } from './hidden-keys.ts';

/**
 * When to stop texts to a country. Numbers in enrolment stop first; a number whose codes are used never stops.
 *
 * @inline
 */
export type BreakerOptions = {
  /** For example the result of `limiterFrom`. */
  readonly store: BreakerStore;
  /**
   * The number of consecutive unused codes that stops a country: 10 to 100,000. It must be larger than the number of
   * codes that are being delivered to one country at once, since a code counts as unused until it is entered.
   *
   * @defaultValue 50
   */
  readonly codes?: number;
  /**
   * The percentage of used codes, 1 to 90, at which a country is never stopped. Each used code offsets
   * `100 / minUsedPercent` unused ones.
   *
   * @defaultValue 20
   */
  readonly minUsedPercent?: number;
  /**
   * 60 to 604,800.
   *
   * @defaultValue 3600
   */
  readonly pauseSeconds?: number;
  /** Called once for each pause, so that a person can check. Errors that it throws are ignored. */
  readonly onPause?: (pause: Pause) => void;
};

/** @inline */
export type Pause = {
  /** For example `LV`, or `+881` if the numbers belong to no country. */
  readonly country: string;
  /** Which texts to the country are not used and stop. */
  readonly sends: SendClass;
  /** Milliseconds since 1970. */
  readonly until: number;
};

/**
 * `enrolment`: anyone can start the enrolment of any number. `unproven`: to a confirmed number, after only a
 * first factor, such as a stolen password. `proven`: after a factor, or from a browser in which one was proved.
 * The classes have separate counts, so that neither strangers nor stolen passwords stop the texts of the owners. @inline
 */
export type SendClass = 'enrolment' | 'unproven' | 'proven';

export function classOf({ purpose, proven }: Pick<SendAttempt, 'purpose' | 'proven'>): SendClass {
  if (purpose === 'enrolment') return 'enrolment';
  return proven ? 'proven' : 'unproven';
}

type UserSend = Pick<SendAttempt, 'userId' | 'method' | 'purpose' | 'proven' | 'now'>;

interface CountrySend extends UserSend {
  readonly country: string;
}

export interface Breaker {
  /** Whether a pause stops this text. Counts nothing. */
  isPaused(send: CountrySend): Promise<boolean>;
  /** Counts a code before it is sent, and returns whether it may be sent. */
  count(send: CountrySend): Promise<boolean>;
  /** Reverts the count, because the code was not sent. */
  uncount(send: CountrySend): Promise<void>;
  used(use: UserSend): Promise<void>;
}

const DAY_SECONDS = 86_400;
const MINUTE_MS = 60_000;
/** Longer than any code is valid. */
const LAST_SEND_SECONDS = 3600;
/** How long a user counts as proven after a used code. */
const PROVEN_SECONDS = 90 * DAY_SECONDS;
/** How much a used code subtracts. A send adds `minUsedPercent`, so all values are whole numbers. */
const USE = 100;

/** The last send of a user, kept until its code is used. */
interface LastSend {
  readonly country: string;
  /** Sent because earlier codes were used, and counted for no country. */
  readonly spared: boolean;
}

/**
 * Counts the unused codes of each country, separately for each class of sends. Every send adds,
 * every use subtracts, the count is never below zero and starts at zero each day. It reaches the limit after `codes`
 * unused codes in a row, however many codes were used long before.
 *
 * A user whose codes are used keeps the service: after each use, as many texts of each class to the confirmed number
 * are sent as `minUsedPercent` allows to be unused, even during a pause of the country.
 */
export function createBreaker(options: BreakerOptions, hide: HideKey): Breaker {
  const { store, codes = 50, minUsedPercent = 20, pauseSeconds = 3600, onPause } = options;
  const mark = codes * minUsedPercent;
  const spare = Math.floor(USE / minUsedPercent) - 1;
  const lastSend = (send: UserSend): string => hide('breaker.last', send.userId, send.method, classOf(send));
  /** 1 after a used code, plus one for each text of the class since then. */
  const sinceUse = ({ userId, method }: UserSend, sends: SendClass): string =>
    hide('breaker.since-use', userId, method, sends);

  const isSpared = async (send: CountrySend): Promise<boolean> => {
    const sends = classOf(send);
    if (sends === 'enrolment') return false;
    const since = await store.get(sinceUse(send, sends));
    return since !== undefined && since <= spare;
  };
  const pauseOf = (country: string, sends: SendClass): Promise<number | undefined> =>
    store.get(pauseKey(country, sends));
  const remember = (send: CountrySend, spared: boolean): Promise<void> =>
    store.put(lastSend(send), packed({ country: send.country, spared }), LAST_SEND_SECONDS);
  /** The last send, which a used or unsent code offsets. Of several callers at once, only one gets it. */
  const takeLast = async (send: UserSend): Promise<LastSend | undefined> => {
    const key = lastSend(send);
    const last = await store.get(key);
    return last !== undefined && (await store.remove(key)) ? unpacked(last) : undefined;
  };
  const relieve = async ({ country, spared }: LastSend, send: UserSend, by: number): Promise<void> => {
    if (spared) return;
    const sends = classOf(send);
    const era = (await pauseOf(country, sends)) ?? 0;
    await store.add(doubtKey(country, sends, { era, now: send.now }), -by, 2 * DAY_SECONDS);
  };

  return {
    async isPaused(send) {
      const until = await pauseOf(send.country, classOf(send));
      return until !== undefined && send.now < until * MINUTE_MS && !(await isSpared(send));
    },
    async count(send) {
      const { country, now } = send;
      const sends = classOf(send);
      if (await isSpared(send)) {
        // Atomic: with several sends at once, only the remaining texts are spared.
        const since = await store.add(sinceUse(send, sends), 1, PROVEN_SECONDS);
        if (since <= spare + 1) {
          await remember(send, true);
          return true;
        }
      }
      // Sends after a pause have a separate count.
      const era = (await pauseOf(country, sends)) ?? 0;
      if (now < era * MINUTE_MS) return false;
      const doubt = await store.add(doubtKey(country, sends, { era, now }), minUsedPercent, 2 * DAY_SECONDS);
      if (doubt <= mark) {
        await remember(send, false);
        return true;
      }
      // Whole minutes: seconds since 1970 exceed a 32-bit SQL integer in 2038.
      const until = Math.ceil((now + pauseSeconds * 1000) / MINUTE_MS);
      // Kept longer than the pause: while it is known, counts from before it are ignored.
      await store.put(pauseKey(country, sends), until, pauseSeconds + 2 * DAY_SECONDS);
      if (doubt - minUsedPercent <= mark) tell(onPause, { country, sends, until: until * MINUTE_MS });
      return false;
    },
    async uncount(send) {
      // Several refunds of one send count once, and a code that was not sent cannot be used.
      const last = await takeLast(send);
      if (last === undefined) return;
      if (last.spared) await store.add(sinceUse(send, classOf(send)), -1, PROVEN_SECONDS);
      await relieve(last, send, minUsedPercent);
    },
    async used(send) {
      // One send is offset only once, however often its code is reported as used.
      const last = await takeLast(send);
      if (last === undefined) return;
      await relieve(last, send, USE);
      for (const sends of ['unproven', 'proven'] as const) {
        await store.put(sinceUse(send, sends), 1, PROVEN_SECONDS);
      }
    },
  };
}

/** A country is not personal data, so the key is readable and an operator can find and delete it. */
function pauseKey(country: string, sends: SendClass): string {
  return `breaker.paused.${country}.${sends}`;
}

function doubtKey(
  country: string,
  sends: SendClass,
  { era, now }: { readonly era: number; readonly now: number },
): string {
  return `breaker.doubt.${country}.${sends}.${era}.${Math.floor(now / 1000 / DAY_SECONDS)}`;
}

/** `DE` and `+881` as numbers, because every store of counts can keep numbers. */
function packed({ country, spared }: LastSend): number {
  return Number.parseInt(country.replace('+', ''), 36) * 2 + (spared ? 1 : 0);
}

function unpacked(last: number): LastSend {
  const code = Math.floor(last / 2)
    .toString(36)
    .toUpperCase();
  return { country: /^\d/.test(code) ? `+${code}` : code, spared: last % 2 === 1 };
}

function tell(onPause: BreakerOptions['onPause'], pause: Pause): void {
  Promise.resolve()
    .then(() => onPause?.(pause))
    .catch(() => undefined);
}
