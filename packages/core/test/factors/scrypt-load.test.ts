import nodeCrypto from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';

const PARAMETERS = { name: 'scrypt', n: 16, r: 1, p: 1 } as const;
const salt = new Uint8Array(16).fill(7);

type Done = (error: Error | null, hash: Uint8Array) => void;

/** The runtime's function, held back: it is looked up when the module loads. */
async function held(): Promise<{
  readonly scryptHashes: typeof import('../../src/factors/scrypt.ts')['scryptHashes'];
  readonly running: (() => void)[];
}> {
  const running: (() => void)[] = [];
  vi.spyOn(nodeCrypto, 'scrypt').mockImplementation((...given: readonly unknown[]) => {
    const done = given.at(-1) as Done;
    running.push(() => done(null, new Uint8Array(32)));
  });
  vi.resetModules();
  const { scryptHashes } = await import('../../src/factors/scrypt.ts');
  return { scryptHashes, running };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('FS8 four derivations run at once and 48 wait: the rest is refused at once, and nothing is lost', async () => {
  const { scryptHashes, running } = await held();
  const outcomes: string[] = [];
  const derive = (_: unknown, call: number): void => {
    outcomes[call] = 'waits';
    scryptHashes({ texts: ['a code'], salt, parameters: PARAMETERS }).then(
      () => {
        outcomes[call] = 'derived';
      },
      (error: { readonly code?: string }) => {
        outcomes[call] = error.code ?? 'unknown';
      },
    );
  };
  Array.from({ length: 100 }, derive);
  await settled();
  expect(running).toHaveLength(4);
  const refused = Array.from({ length: 48 }, () => 'overloaded');
  expect(outcomes).toEqual([...Array.from({ length: 52 }, () => 'waits'), ...refused]);
  for (let done = 0; done < 52; done++) {
    running[done]?.();
    await settled();
    expect(running).toHaveLength(Math.min(52, done + 5));
  }
  expect(outcomes).toEqual([...Array.from({ length: 52 }, () => 'derived'), ...refused]);
  // What was refused left no place taken.
  derive(undefined, 100);
  await settled();
  running.at(-1)?.();
  await settled();
  expect(outcomes[100]).toBe('derived');
});

test('FS8 a set of codes takes one place, and gives it back when it fails', async () => {
  const { scryptHashes, running } = await held();
  const set = { texts: ['one', 'two', 'three'], salt, parameters: PARAMETERS };
  const sets = Array.from({ length: 4 }, () => scryptHashes(set));
  const fifth = scryptHashes(set);
  await settled();
  expect(running).toHaveLength(4);
  for (let done = 0; done < 15; done++) {
    running[done]?.();
    await settled();
  }
  expect((await Promise.all([...sets, fifth])).map((hashes) => hashes.length)).toEqual([3, 3, 3, 3, 3]);
});
