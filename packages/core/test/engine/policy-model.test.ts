import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import { anyModelPolicy } from './policy-model/any-policy.ts';
import { type Answering, drive, type Step } from './policy-model/driver.ts';

const often = <T>(...weighted: readonly (readonly [times: number, value: T])[]): fc.Arbitrary<T> =>
  fc.constantFrom(...weighted.flatMap(([times, value]) => Array.from({ length: times }, () => value)));

const anyStep: fc.Arbitrary<Step> = fc.record({
  does: often<Step['does']>(
    [5, 'sign-in'],
    [8, 'verify'],
    [6, 'begin'],
    [8, 'confirm'],
    [3, 'acknowledge'],
    [2, 'remove'],
    [1, 'rename'],
    [2, 'choose'],
    [1, 'regenerate'],
    [2, 'back-up'],
    [3, 'step-up'],
    [2, 'reauthenticate'],
    [2, 'postpone'],
    [5, 'wait'],
  ),
  first: fc.nat({ max: 59 }),
  second: fc.nat({ max: 59 }),
  answer: often<Answering>([6, 'right'], [2, 'wrong'], [1, 'replayed'], [1, 'malformed']),
  server: fc.constantFrom(0, 1),
});

/** The way in that most begin with, so that there is something to lose. */
const WAY_IN: readonly Step[] = (
  ['sign-in', 'begin', 'confirm', 'acknowledge', 'wait', 'sign-in', 'verify'] as const
).map((does) => ({ does, first: 1, second: 1, answer: 'right', server: 0 }));

const anySteps = fc
  .tuple(fc.constantFrom(0, 4, 7, 7), fc.array(anyStep, { minLength: 10, maxLength: 50, size: 'max' }))
  .map(([begun, steps]) => [...WAY_IN.slice(0, begun), ...steps]);

test('the engine says what a model says that was written from the design alone, whatever is done under whatever policy', async () => {
  const heard = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(anyModelPolicy, anySteps, async (policy, steps) => {
      const { take, look } = drive(policy);
      for (const step of steps) {
        const [engine, model] = await take(step);
        expect(engine, JSON.stringify(step)).toBe(model);
        const [page, modelled] = await look();
        expect(page, JSON.stringify(step)).toBe(modelled);
        const word = `${step.does}: ${/^\S*/.exec(engine)?.[0]}`;
        heard.set(word, (heard.get(word) ?? 0) + 1);
      }
    }),
    { numRuns: Math.max(200, runs(200)) },
  );
  // A walk that gets nowhere would agree with everything.
  const places = [
    'verify: complete',
    'verify: rejected,',
    'confirm: active',
    'acknowledge: acknowledged',
    'remove: removed,',
    'choose: chosen',
    'postpone: complete',
    'step-up: challenge',
  ];
  expect(places.filter((place) => !heard.has(place))).toEqual([]);
});
