import type { FactorData } from '../account/factors/factor.ts';
import type { Method, Trait } from '../account/factors/method.ts';
import type { MethodRule } from '../policy/schema/policy.ts';
import type { Contact } from '../ports/contacts.ts';
import type { Delivery, DeliveryAdapter, DeliveryPurpose } from '../ports/delivery.ts';
import type { RandomSource } from '../ports/random.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Setup } from './setup.ts';

/** Whose factor it is: the place its secrets are sealed to. */
export interface FactorContext {
  readonly userId: string;
  readonly factorId: string;
  readonly sealer: Sealer;
  readonly keyed: KeyedHash;
}

/** A hash that only who has the keys can compute: for short secrets. */
export interface KeyedHash {
  of(text: string): string;
  matches(text: string, stored: string): boolean;
  /** Whether this hash was made under a key that is to go. */
  outdated(stored: string): boolean;
}

/** What a page needs to show the set-up. */
export interface SetupContext extends FactorContext {
  readonly issuer: string;
  readonly accountName: string;
  readonly rule: MethodRule;
  /** The user's other factors of this method. */
  readonly others: readonly FactorData[];
}

/** What a new factor is made with. */
export interface Creation extends FactorContext {
  readonly random: RandomSource;
  /** Where codes go, for a method that sends some. */
  readonly contact?: Contact;
  /** The user's other factors of this method. */
  readonly others: readonly FactorData[];
}

/** The qualities of what a factor shows. */
export interface Showing {
  readonly traits: readonly Trait[];
  /** The mailbox, SIM or device it comes through, where two methods could share one. */
  readonly channel?: string;
}

export type CheckResult =
  /** The right answer. `data` is kept in its place in the step that accepts it, so that it is right only once. */
  | {
      readonly kind: 'match';
      readonly data: FactorData;
      readonly traits: readonly Trait[];
      /** A word for what is odd about it, for the trail: it is accepted all the same. */
      readonly doubt?: string;
    }
  | { readonly kind: 'mismatch'; readonly offClock?: OffClock }
  /** The right answer, accepted before. Refused and not counted. `nextCodeAt`: when the authenticator shows another. */
  | { readonly kind: 'used'; readonly nextCodeAt?: number }
  /** Not of the shape of an answer: nothing was judged, nothing is counted. */
  | { readonly kind: 'malformed' }
  /**
   * Refused, and not counted: no number of tries gets nearer to a signature, and counting them would let a stranger
   * lock a key. `reason` is a word for logs.
   */
  | { readonly kind: 'invalid'; readonly reason: string };

/** The answer would be right at another time: the authenticator's clock is off. It is refused and counted all the same. */
export interface OffClock {
  /** How far that clock is ahead, in seconds; negative where it is behind. */
  readonly seconds: number;
  /** Whether the answer before, another code, was off by the same. One match alone may be a guess. */
  readonly again: boolean;
  /** Kept with the factor in the step that refuses the answer, so that the next one is compared with it. */
  readonly data: FactorData;
}

/** What a check is made with. */
export interface Check extends FactorContext {
  readonly data: FactorData;
  /** A stranger's input. */
  readonly response: unknown;
  /** The one challenge or set-up that this answers: what was made for another does not fit. */
  readonly binding: string;
  readonly rule: MethodRule;
  readonly now: number;
}

/**
 * A kind of factor as mechanism: no storage, no clock, no policy decisions. The engine loads, asks the mechanism,
 * and commits before it says anything.
 */
export interface FactorMethod<S extends Setup = Setup> {
  readonly method: Method;
  /** Present where a code is sent: how. */
  readonly sending?: Sending;
  /** Present where the browser is asked: what. */
  readonly asking?: Asking;
  /** Makes a new factor's data, its secrets sealed. */
  create(input: Creation): Promise<FactorData>;
  /** What the owner sees while the set-up is pending. */
  present(input: SetupContext & { readonly data: FactorData }): Promise<S>;
  /** What a right answer by this factor would be worth. */
  shows(data: FactorData): Showing;
  /** What tells this factor from the owner's others, masked. */
  hint?(data: FactorData): string | undefined;
  /** What may stand on one account alone, of all accounts: a credential id. */
  claim?(data: FactorData): string | undefined;
  /**
   * The same data with what is sealed or hashed for good under the current key, or `undefined` where it is already. For
   * a method that keeps nothing under a key it need not be there.
   */
  rekey?(input: FactorContext & { readonly data: FactorData }): Promise<FactorData | undefined>;
  /**
   * The same data for the place `to`, after the account got another user id: what is sealed or hashed for the place is made
   * again, and what a pending answer was bound to is dropped. A method that binds nothing to the user id needs none.
   */
  moved?(input: {
    readonly data: FactorData;
    readonly from: FactorContext;
    readonly to: FactorContext;
  }): Promise<FactorData>;
  /** Judges an answer. */
  check(input: Check): Promise<CheckResult>;
}

/** How a method sends its codes. */
export interface Sending {
  readonly channel: Contact['channel'];
  readonly adapter: DeliveryAdapter;
  /** Where this factor's codes go, of the portal's contacts: the one that was proven, one changed since, or none any more. */
  reaches(place: FactorContext & { readonly data: FactorData }, contacts: readonly Contact[]): Promise<Reach>;
  /** Makes a code for one challenge or set-up. The one before it is dead from then on. */
  compose(input: Composition): Promise<{ readonly data: FactorData; readonly delivery: Delivery }>;
}

/**
 * `changed`: the portal has another address under this contact now. Codes go to the proven one until the new one is
 * proven too; a set-up with this `contactId` that replaces the factor does that.
 */
export type Reach =
  | { readonly kind: 'current' }
  | { readonly kind: 'changed'; readonly contactId: string }
  | { readonly kind: 'gone' };

/** A method whose question goes to the browser, for all the user's factors of it at once. */
export interface Asking {
  question(input: Question): Promise<JsonObject>;
  /** Which factor an answer is by, going by what it says of itself. It is checked after that. */
  answeredBy(response: unknown, factors: readonly OwnFactor[]): string | undefined;
}

export interface Question {
  readonly binding: string;
  readonly factors: readonly OwnFactor[];
  readonly rule: MethodRule;
}

/** A factor, as its own method sees it. */
export interface OwnFactor {
  readonly factorId: string;
  readonly data: FactorData;
}

/** JSON that goes to the browser as it is. */
export type JsonObject = { readonly [key: string]: unknown };

/** What a message is made with. */
export interface Composition extends FactorContext {
  readonly data: FactorData;
  readonly binding: string;
  readonly purpose: DeliveryPurpose;
  readonly issuer: string;
  readonly rule: MethodRule;
  readonly random: RandomSource;
  readonly now: number;
}
