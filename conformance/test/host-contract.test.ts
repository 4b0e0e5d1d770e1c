import { type HostFeature, hostAttacks, hostContract } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { CROWD, type Flaw, flaws } from '../src/host/flaws.ts';
import { openSamplePortal } from '../src/host/sample-portal.ts';

const FEATURES: readonly HostFeature[] = [
  'password-change',
  'contact-change',
  'reauthentication',
  'password-limit',
  'backup-codes',
  'email-codes',
  'trusted-browsers',
  'step-up',
  'user-verification',
  'other-sign-in',
  'two-accounts',
  'lost-rows',
  'error-log',
  'clock',
];

function casesOf(flaw?: Flaw, lacks: readonly HostFeature[] = []) {
  const options = { open: async () => openSamplePortal(flaw), lacks };
  return [...hostContract(options), ...hostAttacks({ ...options, crowd: CROWD })];
}

/** The names of the cases that fail, with what they say. */
async function failing(cases: ReturnType<typeof casesOf>): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) {
    await run().catch((error: unknown) => failed.push(`${name}: ${String(error)}`));
  }
  return failed;
}

describe('FB2 FB3 FB4 FB5 FB6 FB7 FB8 FB10 FB11 FB12 FB13 FB14 FB15 FS2 the host contract and the attacks', () => {
  test('are kept by a good portal', async () => {
    expect(await failing(casesOf())).toEqual([]);
  });

  test.each(Object.entries(flaws))('find the portal that %s', async (flaw, names: readonly string[]) => {
    const failed = await failing(casesOf(flaw as Flaw));
    expect(failed).toEqual(names.map((name) => expect.stringContaining(`${name}: ContractBreach`)));
  });

  test('have no case that no flaw breaks', () => {
    const names = casesOf().map(({ name }) => name);
    expect(new Set(Object.values(flaws).flat())).toEqual(new Set(names));
  });

  test.each(FEATURES)('believe no portal that lacks %s and offers it', async (feature) => {
    const cases = casesOf(undefined, [feature]);
    const without = cases.filter(({ name }) => name.endsWith(`(not applicable without ${feature})`));
    expect(without).not.toEqual([]);
    for (const { run } of without) await expect(run()).rejects.toThrow(`offers ${feature}`);
  });
});
