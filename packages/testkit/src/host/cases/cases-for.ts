import { type ContractCase, must } from '../../contract.ts';
import { createHostFixture } from '../fixture.ts';
import type { HostContractOptions, HostFeature, HostHarness, OpenHost } from '../host.ts';
import type { HostCase } from './host-case.ts';
import { offeredBy } from './offered.ts';

/** Each case as a test of its own portal. Those that do not apply say so in their name, and share a portal. */
export function casesFor(
  cases: readonly HostCase[],
  { open, lacks = [] }: HostContractOptions,
): readonly ContractCase[] {
  let offered: Promise<readonly HostFeature[]> | undefined;
  return cases.map(({ name, needs = [], check }) => {
    const missing = needs.filter((feature) => lacks.includes(feature));
    const without = missing.length === 0 ? '' : ` (not applicable without ${missing.join(', ')})`;
    return {
      name: name + without,
      async run() {
        if (missing.length === 0) return onPortal(open, (harness) => check(createHostFixture(harness)));
        offered ??= onPortal(open, (harness) => offeredBy(createHostFixture(harness)));
        const found = await offered;
        for (const feature of missing) {
          must(!found.includes(feature), `the portal offers ${feature} and says that it lacks it`);
        }
      },
    };
  });
}

async function onPortal<Found>(
  open: OpenHost,
  act: (harness: HostHarness) => Promise<Found>,
): Promise<Found> {
  const harness = await open();
  try {
    return await act(harness);
  } finally {
    await harness.close?.();
  }
}
