import { type ContractCase, must } from '../../contract.ts';
import type { HostContractOptions, HostFeature, HostRig, OpenHost } from '../host.ts';
import { sceneOf } from '../scene.ts';
import type { HostCase } from './host-case.ts';

/** Each case as a test of its own portal. Those that do not apply say so in their name, and share a portal. */
export function casesFor(
  cases: readonly HostCase[],
  { open, lacks = [] }: HostContractOptions,
): readonly ContractCase[] {
  let falselyLacking: Promise<HostFeature | undefined> | undefined;
  return cases.map(({ name, needs = [], check }) => {
    const missing = needs.filter((feature) => lacks.includes(feature));
    const without = missing.length === 0 ? '' : ` (not applicable without ${missing.join(', ')})`;
    return {
      name: name + without,
      async run() {
        if (missing.length === 0) return onPortal(open, (rig) => check(sceneOf(rig)));
        falselyLacking ??= onPortal(open, async (rig) => lacks.find((feature) => offers(rig, feature)));
        const feature = await falselyLacking;
        must(feature === undefined, `the portal offers ${feature} and says that it lacks it`);
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

/** As far as the rig shows it. */
function offers(
  { changePassword, contacts, advance, emails, second, loseAccount, otherSignIn }: HostRig,
  feature: HostFeature,
): boolean {
  const shown: Partial<Record<HostFeature, unknown>> = {
    'password-change': changePassword,
    'contact-change': contacts,
    'email-codes': emails,
    'two-accounts': second,
    'lost-rows': loseAccount,
    'other-sign-in': otherSignIn,
    clock: advance,
  };
  return shown[feature] !== undefined;
}
