import { MfaError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { RandomSource } from '../ports/random.ts';
import type { Sealer } from '../ports/sealer.ts';

/** A clock that gives no time must refuse: NaN compares as "not expired". */
export function checkedClock(clock: Clock): Clock {
  return () => {
    const now = Math.floor(clock());
    if (!Number.isSafeInteger(now) || now < 0) throw new MfaError('clock-failed', 'the clock gave no time');
    return now;
  };
}

export function checkedRandom(random: RandomSource): RandomSource {
  return (length) => {
    const bytes = random(length);
    const usable =
      bytes instanceof Uint8Array && bytes.length === length && !bytes.every((byte) => byte === 0);
    if (!usable) throw new MfaError('random-failed', 'the random source gave too few bytes, or zeros');
    return bytes;
  };
}

export const systemRandom: RandomSource = (length) => crypto.getRandomValues(new Uint8Array(length));

/** A key service that fails in its own words fails in ours: nothing opens, nothing is let in. */
export function checkedSealer(sealer: Sealer): Sealer {
  const guarded = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (cause) {
      throw cause instanceof MfaError
        ? cause
        : new MfaError('seal-broken', `the sealer failed to ${what}`, { cause });
    }
  };
  return {
    seal: (plain, place) => guarded('seal', () => sealer.seal(plain, place)),
    open: (sealed, place) => guarded('open', () => sealer.open(sealed, place)),
    outdated: (sealed) => sealer.outdated?.(sealed) ?? false,
  };
}
