import { type ContractCase, must } from '../contract.ts';
import { contacts } from './cases/contacts.ts';
import type { HostCase } from './cases/host-case.ts';
import { sessions } from './cases/sessions.ts';
import { signingIn } from './cases/sign-in.ts';
import type { HostFeature, HostRig, OpenHost } from './host.ts';
import { sceneOf } from './scene.ts';

/** What {@link hostContract} takes. */
export interface HostContractOptions {
  readonly open: OpenHost;
  /** What the portal does not offer; defaults to nothing. The cases for it are listed as not applicable. */
  readonly lacks?: readonly HostFeature[];
}

const cases: readonly HostCase[] = [...sessions, ...signingIn, ...contacts];

/**
 * The contract of a portal's own hooks as a list of tests: sessions, password and contacts. They are sent over HTTP, as
 * browsers do, so the portal's session library and its forms are part of what is tested. Each case starts a portal of its
 * own. None measures time.
 *
 * A case for a feature that the portal lacks has `not applicable` in its name, and throws where the rig offers the feature
 * after all.
 *
 * @example
 * ```ts
 * import { type HostRig, hostContract, watchPasswordWork } from '@factorkit/testkit';
 * import { test } from 'node:test';
 *
 * declare function startPortal(options: { hashing: ReturnType<typeof watchPasswordWork> }): Promise<URL>; // yours
 *
 * async function open(): Promise<HostRig> {
 *   const passwordWork = watchPasswordWork();
 *   const { origin } = await startPortal({ hashing: passwordWork });
 *   const user = { name: 'anna', password: 'correct-horse' };
 *   return { origin, user, passwordWork, signIn: (browser, login) => browser.post('/login', login) };
 * }
 * const lacks = ['password-change', 'contact-change', 'reauthentication'] as const;
 * for (const { name, run } of hostContract({ open, lacks })) test(name, run);
 * ```
 */
export function hostContract({ open, lacks = [] }: HostContractOptions): readonly ContractCase[] {
  return cases.map(({ name, needs = [], check }) => {
    const missing = needs.filter((feature) => lacks.includes(feature));
    const without = missing.length === 0 ? '' : ` (not applicable without ${missing.join(', ')})`;
    return {
      name: name + without,
      async run() {
        const rig = await open();
        try {
          if (missing.length === 0) await check(sceneOf(rig));
          else
            for (const feature of missing)
              must(!offers(rig, feature), `the portal offers ${feature} and says that it lacks it`);
        } finally {
          await rig.close?.();
        }
      },
    };
  });
}

/** As far as the rig shows it. */
function offers({ changePassword, contacts }: HostRig, feature: HostFeature): boolean {
  return {
    'password-change': changePassword !== undefined,
    'contact-change': contacts !== undefined,
    reauthentication: false,
  }[feature];
}
