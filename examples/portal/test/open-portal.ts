import { type Browser, createBrowser } from '@factorkit/testkit';
import { expect, onTestFinished } from 'vitest';
import type { Brand } from '../src/brands/brand.ts';
import { openPortalHarness, type PortalHarness } from './host-harness.ts';

/** A portal that has nothing to report when the test ends, and browsers for it. */
export async function openPortal(brand: Brand): Promise<PortalHarness & { visitor(): Browser }> {
  const harness = await openPortalHarness(brand);
  onTestFinished(() => {
    expect(harness.faults).toEqual([]);
    return harness.close();
  });
  return { ...harness, visitor: () => createBrowser({ origin: harness.origin }) };
}
