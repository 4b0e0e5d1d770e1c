import type { ContractCase } from '../contract.ts';
import { casesFor } from './cases/cases-for.ts';
import { contacts } from './cases/contacts.ts';
import type { HostCase } from './cases/host-case.ts';
import { sessions } from './cases/sessions.ts';
import { signingIn } from './cases/sign-in.ts';
import type { HostContractOptions } from './host.ts';

const cases: readonly HostCase[] = [...sessions, ...signingIn, ...contacts];

/**
 * The contract of a portal's own hooks as a list of tests: sessions, password and contacts. They are sent over HTTP, as
 * browsers do, so the portal's session library and its forms are part of what is tested. Each case starts a portal of its
 * own. None measures time.
 *
 * A case for a feature that the portal lacks has `not applicable` in its name, and throws where the harness or the portal's
 * answers show the feature after all.
 *
 * @example
 * ```ts
 * import { type HostHarness, hostContract, watchPasswordWork } from '@factorkit/testkit';
 * import { test } from 'node:test';
 *
 * declare function startPortal(options: { hashing: ReturnType<typeof watchPasswordWork> }): Promise<URL>; // yours
 *
 * async function open(): Promise<HostHarness> {
 *   const passwordWork = watchPasswordWork();
 *   const { origin } = await startPortal({ hashing: passwordWork });
 *   const user = { name: 'anna', password: 'correct-horse' };
 *   return { origin, user, passwordWork, signIn: (browser, login) => browser.post('/login', login) };
 * }
 * const lacks = ['password-change', 'contact-change', 'reauthentication'] as const;
 * for (const { name, run } of hostContract({ open, lacks })) test(name, run);
 * ```
 */
export function hostContract(options: HostContractOptions): readonly ContractCase[] {
  return casesFor(cases, options);
}
