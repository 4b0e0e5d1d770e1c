import { expect, test } from 'vitest';
import { runOn, storeFor } from './cluster-tests.ts';

const store = storeFor('sqlite');

test('a store that writes without comparing tags is found out: codes accepted twice, guesses not counted', async (context) => {
  const run = { engine: 'sqlite', faults: [], scenarios: 80, sabotage: true } as const;
  const { violations } = await runOn(store(context), run);
  const rules = new Set(violations.map(({ rule }) => rule));
  expect(rules).toContain('code-twice');
  expect(rules).toContain('challenge-twice');
  expect(rules).toContain('over-limit');
});
