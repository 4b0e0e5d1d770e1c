import type { Method, Trait } from '../../account/factors/method.ts';
import type { FactorFact } from '../requirements/decision.ts';
import type { Policy } from '../schema/policy.ts';

/** One factor of this method, with its strongest traits. */
export function bestFactor(policy: Policy, method: Method): readonly FactorFact[] {
  return factorsOf(method, variantsOf(policy, method).slice(0, 1));
}

/** One factor of this method for each of these sets of traits. */
export function factorsOf(method: Method, traits: readonly (readonly Trait[])[]): readonly FactorFact[] {
  return traits.map((shown, index) => ({
    id: `${method}-${index}`,
    method,
    status: 'active',
    traits: shown,
    ...(method === 'email' || method === 'sms' ? { channel: channelOf(method, index) } : {}),
  }));
}

/** A separate mailbox or SIM for each factor whose codes are sent. */
export function channelOf(method: 'email' | 'sms', index: number): string {
  return `${method === 'email' ? 'mailbox' : 'sim'}-${index}`;
}

/** The possible traits of factors of a method, the strongest first. */
export function variantsOf(policy: Policy, method: Method): readonly (readonly Trait[])[] {
  if (method === 'webauthn') {
    const verified: readonly (readonly Trait[])[] = [
      ['phishing-resistant', 'user-verified', 'device-bound'],
      ['phishing-resistant', 'user-verified'],
    ];
    const present: readonly (readonly Trait[])[] = [
      ['phishing-resistant', 'device-bound'],
      ['phishing-resistant'],
    ];
    switch (policy.methods.webauthn?.userVerification ?? 'preferred') {
      case 'required':
        return verified;
      case 'preferred':
        return [...verified, ...present];
      case 'discouraged':
        return present;
    }
  }
  // The traits of a plug-in's method are unknown here, so all are possible.
  if (method.startsWith('x-')) return [['phishing-resistant', 'user-verified', 'device-bound'], []];
  return [[]];
}
