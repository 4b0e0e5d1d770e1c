import type { FactorData } from '../account/factor.ts';
import type { Method, Trait } from '../account/method.ts';
import type { MethodRule } from '../policy/policy.ts';
import type { RandomSource } from '../ports/random.ts';
import type { Sealer } from '../ports/sealer.ts';

/** Whose factor it is: the place its secrets are sealed to. */
export interface FactorPlace {
  readonly userId: string;
  readonly factorId: string;
  readonly sealer: Sealer;
}

/** What a page needs to show the set-up. */
export interface SetupContext extends FactorPlace {
  readonly issuer: string;
  readonly accountName: string;
}

/** The qualities of what a factor shows. */
export interface Showing {
  readonly traits: readonly Trait[];
  /** The mailbox, SIM or device it comes through, where two methods could share one. */
  readonly channel?: string;
}

export type CheckResult =
  /** The right answer. `data` is kept in its place in the step that accepts it, so that it is right only once. */
  | { readonly kind: 'match'; readonly data: FactorData; readonly traits: readonly Trait[] }
  | { readonly kind: 'mismatch' }
  /** Not of the shape of an answer: nothing was judged, nothing is counted. */
  | { readonly kind: 'malformed' };

/**
 * A kind of factor as mechanism: no storage, no clock, no policy decisions. The engine loads, asks the mechanism,
 * and commits before it says anything.
 */
export interface FactorMethod<Setup> {
  readonly method: Method;
  /** Makes a new factor's data, its secrets sealed. */
  create(input: FactorPlace & { readonly random: RandomSource }): Promise<FactorData>;
  /** What the owner sees while the set-up is pending. */
  present(input: SetupContext & { readonly data: FactorData }): Promise<Setup>;
  /** What a right answer by this factor would be worth. */
  shows(data: FactorData): Showing;
  /** Judges an answer at a time. `response` is a stranger's input. */
  check(
    input: FactorPlace & {
      readonly data: FactorData;
      readonly response: unknown;
      readonly rule: MethodRule;
      readonly now: number;
    },
  ): Promise<CheckResult>;
}
