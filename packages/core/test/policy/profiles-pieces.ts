import type { Evidence } from '../../src/account/factors/evidence.ts';
import type { EvidenceMethod, Trait } from '../../src/account/factors/method.ts';
import { evaluate, meetsProfile, type Policy } from '../../src/policy/index.ts';
import type { Profile } from '../../src/policy/profiles/profile.ts';
import { factsOf, intentOf, NOON, type Situation } from './situation.ts';

export const HOUR = 3_600_000;
export const PR: Trait = 'phishing-resistant';
export const UV: Trait = 'user-verified';
export const DB: Trait = 'device-bound';

/** One thing that was shown, at noon. */
export function piece(method: EvidenceMethod, ...traits: readonly Trait[]): Evidence {
  return { method, at: NOON, traits };
}

export const password: Evidence = piece('password');
export const syncedKey: Evidence = piece('webauthn', PR, UV);
export const boundKey: Evidence = piece('webauthn', PR, UV, DB);
export const plainKey: Evidence = piece('webauthn', PR);

export function meets(profile: Profile, ...evidence: readonly Evidence[]): boolean {
  return meetsProfile(profile, evidence, NOON);
}

/** What is decided; of a refusal, why. */
export function outcome(
  policy: Policy,
  situation: Situation,
  intent = 'sign-in',
  now: number = NOON,
): string {
  const decision = evaluate(policy, factsOf(situation), intentOf(intent), now);
  return decision.outcome === 'deny' ? decision.reason : decision.outcome;
}
