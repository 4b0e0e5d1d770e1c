import { type ContractCase, must } from '../../contract.ts';
import type { HostContractOptions, HostFeature, HostRig, OpenHost } from '../host.ts';
import { sceneOf } from '../scene.ts';
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
        if (missing.length === 0) return onPortal(open, (rig) => check(sceneOf(rig)));
        offered ??= onPortal(open, (rig) => offeredBy(sceneOf(rig)));
        const found = await offered;
        for (const feature of missing) {
          must(!found.includes(feature), `the portal offers ${feature} and says that it lacks it`);
        }
      },
    };
  });
}

async function onPortal<Found>(open: OpenHost, act: (rig: HostRig) => Promise<Found>): Promise<Found> {
  const rig = await open();
  try {
    return await act(rig);
  } finally {
    await rig.close?.();
  }
}
