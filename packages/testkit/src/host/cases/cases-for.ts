import { type ContractCase, must } from '../../contract.ts';
import type { HostContractOptions, HostFeature, HostRig } from '../host.ts';
import { sceneOf } from '../scene.ts';
import type { HostCase } from './host-case.ts';

/** Each case as a test of its own portal. Those that do not apply say so in their name. */
export function casesFor(
  cases: readonly HostCase[],
  { open, lacks = [] }: HostContractOptions,
): readonly ContractCase[] {
  return cases.map(({ name, needs = [], check }) => {
    const missing = needs.filter((feature) => lacks.includes(feature));
    const without = missing.length === 0 ? '' : ` (not applicable without ${missing.join(', ')})`;
    return {
      name: name + without,
      async run() {
        const rig = await open();
        try {
          if (missing.length === 0) return await check(sceneOf(rig));
          for (const feature of missing) {
            must(!offers(rig, feature), `the portal offers ${feature} and says that it lacks it`);
          }
        } finally {
          await rig.close?.();
        }
      },
    };
  });
}

/** As far as the rig shows it. */
function offers(
  { changePassword, contacts, advance, emails, second }: HostRig,
  feature: HostFeature,
): boolean {
  const shown: Partial<Record<HostFeature, unknown>> = {
    'password-change': changePassword,
    'contact-change': contacts,
    'email-codes': emails,
    'two-accounts': second,
    clock: advance,
  };
  return shown[feature] !== undefined;
}
