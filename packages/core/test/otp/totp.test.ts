import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { generateTotp, prepareKey, verifyTotp } from '../../src/otp/index.ts';
import { RFC6238_ROWS, RFC6238_SECRETS } from './rfc6238-figures.ts';
import { callUntyped, NOT_WHOLE_NUMBERS } from './untyped.ts';

const secret = RFC6238_SECRETS.SHA1;
const key = prepareKey({ secret });
const STEP = 56_666_667;
const timeMs = STEP * 30_000 + 12_345;

function codeAt(step: number): string {
  return generateTotp({ key, timeMs: step * 30_000 });
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('generateTotp', () => {
  it.each(RFC6238_ROWS)('T1 T2 RFC 6238 Appendix B: $seconds s, $algorithm', (row) => {
    const common = { key: RFC6238_SECRETS[row.algorithm], algorithm: row.algorithm, digits: 8 } as const;
    expect(generateTotp({ ...common, timeMs: row.seconds * 1000 })).toBe(row.eight);
    expect(generateTotp({ ...common, timeMs: row.seconds * 1000, digits: 6 })).toBe(row.eight.slice(2));
    expect(verifyTotp({ ...common, timeMs: row.seconds * 1000, code: row.eight })).toEqual({
      step: row.step,
      drift: 0,
    });
  });

  it('T1 a step begins with its first millisecond and ends with its last', () => {
    const first = generateTotp({ key, timeMs: STEP * 30_000 });
    expect(generateTotp({ key, timeMs: STEP * 30_000 + 29_999 })).toBe(first);
    expect(generateTotp({ key, timeMs: STEP * 30_000 - 1 })).not.toBe(first);
    expect(generateTotp({ key, timeMs: STEP * 30_000 + 30_000 })).not.toBe(first);
  });

  it('T1 period and start shift the steps: X = 60 and T0 = 1,000', () => {
    const at = { key, timeMs: (1000 + 7 * 60 + 59) * 1000 + 999, periodSeconds: 60, t0Seconds: 1000 };
    expect(generateTotp(at)).toBe(generateTotp({ key, timeMs: 7 * 30_000 }));
    expect(verifyTotp({ ...at, code: codeAt(7) })).toEqual({ step: 7, drift: 0 });
  });

  it('T1 the last millisecond that a number holds exactly falls into an exact step', () => {
    const last = Number.MAX_SAFE_INTEGER;
    const step = Number(BigInt(last) / 1000n);
    const code = generateTotp({ key, timeMs: last, periodSeconds: 1 });
    expect(verifyTotp({ key, code, timeMs: last, periodSeconds: 1 })).toEqual({ step, drift: 0 });
  });

  it('T1 no millisecond falls into the step after its own, however late', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 1000 }), (back, periodSeconds) => {
        const periodMs = periodSeconds * 1000;
        const step = Math.trunc(Number.MAX_SAFE_INTEGER / periodMs) - back;
        const last = step * periodMs - 1;
        if (last < 0) return;
        const code = generateTotp({ key, timeMs: last, periodSeconds });
        const match = verifyTotp({ key, code, timeMs: last, periodSeconds, past: 0, future: 0 });
        expect(match?.step).toBe(step - 1);
      }),
    );
  });

  it('T1 times past 2106, where 32 bits of seconds end, work', () => {
    const late = 2 ** 32 * 1000 + 45_000;
    const code = generateTotp({ key, timeMs: late });
    expect(verifyTotp({ key, code, timeMs: late })).toEqual({ step: Math.floor(late / 30_000), drift: 0 });
  });

  const times = ['timeMs', 'periodSeconds', 't0Seconds'] as const;
  const refusals = times.flatMap((name) => NOT_WHOLE_NUMBERS.map((row) => [name, ...row] as const));
  it.each(refusals)('T1 %s that is %s is refused by name', (name, _, value, error) => {
    for (const target of [generateTotp, verifyTotp]) {
      const call = () => callUntyped(target, { key, timeMs, code: '123456', [name]: value });
      expect(call).toThrow(error);
      expect(call).toThrow(new RegExp(`^${name} must be`));
    }
  });

  it('T1 a period of 0 and a time before the start are refused by name', () => {
    expect(() => generateTotp({ key, timeMs, periodSeconds: 0 })).toThrow(/^periodSeconds must be/);
    expect(() => generateTotp({ key, timeMs: 999, t0Seconds: 1 })).toThrow(
      new RangeError('timeMs must not be before t0Seconds'),
    );
    expect(generateTotp({ key, timeMs: 1000, t0Seconds: 1 })).toBe(codeAt(0));
  });
});

describe('T6 time', () => {
  it('T6 has no default: a call without the time is refused', () => {
    expect(() => callUntyped(generateTotp, { key })).toThrow(new TypeError('timeMs must be a number'));
    expect(() => callUntyped(verifyTotp, { key, code: codeAt(STEP) })).toThrow(
      new TypeError('timeMs must be a number'),
    );
  });

  it('T6 is what the caller says, whatever the clock of the machine says', () => {
    vi.useFakeTimers({ now: 0 });
    const now = vi.spyOn(Date, 'now');
    const code = codeAt(STEP);
    vi.setSystemTime(4_000_000_000_000);
    expect(codeAt(STEP)).toBe(code);
    expect(verifyTotp({ key, code, timeMs })).toEqual({ step: STEP, drift: 0 });
    expect(now).not.toHaveBeenCalled();
  });
});

describe('verifyTotp', () => {
  it('S1.8 T4 by default one step either side is accepted and two are not', () => {
    const drifts = [-3, -2, -1, 0, 1, 2, 3];
    const accepted = drifts.filter((drift) => verifyTotp({ key, code: codeAt(STEP + drift), timeMs }));
    expect(accepted).toEqual([-1, 0, 1]);
    for (const drift of accepted) {
      expect(verifyTotp({ key, code: codeAt(STEP + drift), timeMs })).toEqual({ step: STEP + drift, drift });
    }
  });

  it('S1.8 T4 a displayed code works for 60 seconds from when it first shows, then no more', () => {
    const shown = STEP * 30_000;
    expect(verifyTotp({ key, code: codeAt(STEP), timeMs: shown })).toBeDefined();
    expect(verifyTotp({ key, code: codeAt(STEP), timeMs: shown + 59_999 })).toBeDefined();
    expect(verifyTotp({ key, code: codeAt(STEP), timeMs: shown + 60_000 })).toBeUndefined();
  });

  it.each([
    [0, 0],
    [0, 2],
    [3, 0],
    [2, 5],
    [100, 100],
  ])('T4 the window is what it is told: %d back, %d forward', (past, future) => {
    for (let drift = -past - 1; drift <= future + 1; drift++) {
      const match = verifyTotp({ key, code: codeAt(STEP + drift), timeMs, past, future });
      const inside = drift >= -past && drift <= future;
      expect(match).toEqual(inside ? { step: STEP + drift, drift } : undefined);
    }
  });

  it('T4 near the beginning of time the window ends at step 0', () => {
    expect(verifyTotp({ key, code: codeAt(0), timeMs: 0, past: 5 })).toEqual({ step: 0, drift: 0 });
    expect(verifyTotp({ key, code: codeAt(1), timeMs: 0, past: 5 })).toEqual({ step: 1, drift: 1 });
    expect(verifyTotp({ key, code: codeAt(0), timeMs: 45_000, past: 5 })).toEqual({ step: 0, drift: -1 });
  });

  it.each(['past', 'future', 'after'])(
    'T4 T5 nothing is coerced: %s as any other thing is refused by name',
    (name) => {
      for (const [, value, error] of NOT_WHOLE_NUMBERS) {
        const call = () => callUntyped(verifyTotp, { key, code: '000000', timeMs, [name]: value });
        expect(call).toThrow(error);
        expect(call).toThrow(new RegExp(`^${name} must be`));
      }
    },
  );

  it.each(['past', 'future'])('T4 %s over 100 or null is refused', (name) => {
    const call = (value: unknown) => callUntyped(verifyTotp, { key, code: '000000', timeMs, [name]: value });
    expect(() => call(101)).toThrow(new RangeError(`${name} must be a whole number from 0 to 100`));
    expect(() => call(null)).toThrow(new TypeError(`${name} must be a number`));
  });

  it('T4 a window of no steps is no wide window', () => {
    const code = codeAt(STEP - 1);
    expect(verifyTotp({ key, code, timeMs, past: 0, future: 0 })).toBeUndefined();
  });

  it('T5 a used step never matches again, nor does an older one', () => {
    const newer = verifyTotp({ key, code: codeAt(STEP), timeMs });
    expect(newer).toEqual({ step: STEP, drift: 0 });
    const after = newer?.step;
    expect(verifyTotp({ key, code: codeAt(STEP), timeMs, after })).toBeUndefined();
    expect(verifyTotp({ key, code: codeAt(STEP - 1), timeMs, after })).toBeUndefined();
    expect(verifyTotp({ key, code: codeAt(STEP + 1), timeMs, after })).toEqual({ step: STEP + 1, drift: 1 });
  });

  it('T5 also when the clock stepped back or the window was narrowed since', () => {
    const early = timeMs - 3_600_000;
    const code = generateTotp({ key, timeMs: early });
    expect(verifyTotp({ key, code, timeMs: early, after: STEP })).toBeUndefined();
    expect(verifyTotp({ key, code, timeMs: early, after: STEP, past: 0, future: 0 })).toBeUndefined();
    expect(
      verifyTotp({ key, code: codeAt(STEP), timeMs, after: STEP + 1, past: 0, future: 0 }),
    ).toBeUndefined();
    expect(verifyTotp({ key, code, timeMs: early, after: Number.MAX_SAFE_INTEGER })).toBeUndefined();
  });

  it.each([undefined, null])('T5 %s as the last step means that none was used', (after) => {
    expect(verifyTotp({ key, code: codeAt(STEP), timeMs, after })).toEqual({ step: STEP, drift: 0 });
    expect(verifyTotp({ key, code: codeAt(0), timeMs: 0, after })).toEqual({ step: 0, drift: 0 });
  });

  it('T5 step 0 can be used, and then is', () => {
    expect(verifyTotp({ key, code: codeAt(0), timeMs: 0, after: 0 })).toBeUndefined();
    expect(verifyTotp({ key, code: codeAt(1), timeMs: 0, after: 0 })).toEqual({ step: 1, drift: 1 });
  });

  it('T5 each code of a run of steps is accepted once, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 30 }), (order) => {
        let after: number | undefined;
        for (const drift of order) {
          const match = verifyTotp({ key, code: codeAt(STEP + drift), timeMs, after });
          if (match === undefined) continue;
          expect(match.step).toBeGreaterThan(after ?? -1);
          after = match.step;
        }
      }),
    );
  });

  it('the current step is tried first, then the nearer, then the earlier', () => {
    // Found by search: with this secret the steps 910,737 and 910,738 share a code, and so do 153,567 and 153,569.
    const neighbours = '911617';
    expect([codeAt(910_737), codeAt(910_738)]).toEqual([neighbours, neighbours]);
    for (const step of [910_737, 910_738]) {
      expect(verifyTotp({ key, code: neighbours, timeMs: step * 30_000 })).toEqual({ step, drift: 0 });
    }
    const around = { key, code: '468457', timeMs: 153_568 * 30_000 };
    expect(verifyTotp(around)).toEqual({ step: 153_567, drift: -1 });
    expect(verifyTotp({ ...around, after: 153_567 })).toEqual({ step: 153_569, drift: 1 });
    expect(verifyTotp({ ...around, timeMs: 153_570 * 30_000, past: 3 })).toEqual({
      step: 153_569,
      drift: -1,
    });
  });

  it('computes one key schedule a call for bytes and none for a prepared key, and one HMAC a step', () => {
    verifyTotp({ key, code: '000000', timeMs });
    const schedules = vi.spyOn(hmac, 'create');
    const tags = vi.spyOn(Object.getPrototypeOf(hmac.create(sha1, secret)), 'digestInto');
    const counts = (run: () => unknown): readonly [number, number] => {
      schedules.mockClear();
      tags.mockClear();
      run();
      return [schedules.mock.calls.length, tags.mock.calls.length];
    };
    const wrong = wrongCode();
    expect(counts(() => verifyTotp({ key: secret, code: wrong, timeMs, past: 2, future: 2 }))).toEqual([
      1, 5,
    ]);
    expect(counts(() => verifyTotp({ key, code: wrong, timeMs, past: 2, future: 2 }))).toEqual([0, 5]);
    expect(counts(() => verifyTotp({ key, code: codeAt(STEP), timeMs }))[1]).toBe(2);
    expect(counts(() => verifyTotp({ key, code: wrong, timeMs, after: STEP }))).toEqual([0, 1]);
    expect(counts(() => verifyTotp({ key, code: wrong, timeMs, after: STEP + 1 }))).toEqual([0, 0]);
    expect(counts(() => verifyTotp({ key, code: 'no code', timeMs }))).toEqual([0, 0]);
  });

  it('T1 T4 whatever is generated verifies, at any time and setting', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 80 }),
        fc.nat({ max: 8_640_000_000_000 }),
        fc.integer({ min: 1, max: 3600 }),
        fc.constantFrom(6, 7, 8),
        fc.constantFrom('SHA1', 'SHA256', 'SHA512'),
        (bytes, at, periodSeconds, digits, algorithm) => {
          const prepared = prepareKey({ secret: bytes, algorithm });
          const settings = { timeMs: at, periodSeconds, digits };
          const code = generateTotp({ key: prepared, ...settings });
          expect(generateTotp({ key: bytes, algorithm, ...settings })).toBe(code);
          expect(verifyTotp({ key: prepared, code, ...settings })).toEqual({
            step: Math.floor(at / (periodSeconds * 1000)),
            drift: 0,
          });
        },
      ),
    );
  });
});

function wrongCode(): string {
  const near = new Set([-2, -1, 0, 1, 2].map((drift) => codeAt(STEP + drift)));
  for (let value = 0; ; value++) {
    const code = value.toString().padStart(6, '0');
    if (!near.has(code)) return code;
  }
}
