import { type HostFeature, hostContract } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { type Flaw, flaws } from '../src/host/flaws.ts';
import { openSamplePortal } from '../src/host/sample-portal.ts';

/** The names of the cases that fail. */
async function failing(flaw?: Flaw, lacks: readonly HostFeature[] = []): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { name, run } of hostContract({ open: async () => openSamplePortal(flaw), lacks })) {
    await run().catch((error: unknown) => failed.push(`${name}: ${String(error)}`));
  }
  return failed;
}

describe('FB2 FB3 FB4 FB5 FB6 FB14 FS2 the host contract', () => {
  test('is kept by a good portal', async () => {
    expect(await failing()).toEqual([]);
  });

  test.each(Object.entries(flaws))('finds the portal that %s, by one case', async (flaw, name) => {
    expect(await failing(flaw as Flaw)).toEqual([expect.stringContaining(`${name}: ContractBreach`)]);
  });

  test('has no case that no flaw breaks', () => {
    const names = hostContract({ open: async () => openSamplePortal() }).map(({ name }) => name);
    expect(new Set(Object.values(flaws))).toEqual(new Set(names));
  });

  test('names what does not apply, and believes no portal that lacks what it offers', async () => {
    const lacks = ['contact-change'] as const;
    const names = hostContract({ open: async () => openSamplePortal(), lacks }).map(({ name }) => name);
    expect(names.filter((name) => name.endsWith('(not applicable without contact-change)'))).toHaveLength(3);
    expect(await failing(undefined, lacks)).toHaveLength(3);
  });
});
