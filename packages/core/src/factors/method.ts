import type { FactorData } from '../account/factors/factor.ts';
import type { Method, Trait } from '../account/factors/method.ts';
import type { MethodRule } from '../policy/schema/policy.ts';
import type { Contact } from '../ports/contacts.ts';
import type { Delivery, DeliveryAdapter, DeliveryPurpose } from '../ports/delivery.ts';
import type { RandomSource } from '../ports/random.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Setup } from './setup.ts';

/** The factor that secrets are sealed to, and the tools for sealing. */
export interface FactorContext {
  readonly userId: string;
  readonly factorId: string;
  readonly sealer: Sealer;
  readonly keyed: KeyedHash;
}

/** A hash that can be computed only with the keys, for short secrets. @inline */
export type KeyedHash = {
  of(text: string): string;
  matches(text: string, stored: string): boolean;
  /** Whether this hash was made under a key that is being retired. */
  outdated(stored: string): boolean;
};

/** Input for the data of the set-up page. */
export interface SetupContext extends FactorContext {
  readonly issuer: string;
  readonly accountName: string;
  readonly rule: MethodRule;
  /** The user's other factors of this method. */
  readonly others: readonly FactorData[];
}

/** Input for a new factor. @inline */
export type Creation = FactorContext & {
  readonly random: RandomSource;
  /** Where codes are sent, for a method that sends codes. */
  readonly contact?: Contact;
  /** The user's other factors of this method. */
  readonly others: readonly FactorData[];
};

/** The properties of the evidence that a factor gives. @inline */
export type Showing = {
  readonly traits: readonly Trait[];
  /** The mailbox, SIM or device that is used, if two methods could share one. */
  readonly channel?: string;
};

export type CheckResult =
  /**
   * The correct answer. `data` is stored in the same commit that accepts the answer, so that it is accepted only once.
   */
  | {
      readonly kind: 'match';
      readonly data: FactorData;
      readonly traits: readonly Trait[];
      /** A word for a suspicious detail, for the audit trail. The answer is accepted. */
      readonly doubt?: string;
    }
  | { readonly kind: 'mismatch'; readonly offClock?: OffClock }
  /**
   * The correct answer, but accepted before. Refused and not counted. `nextCodeAt`: when the authenticator shows the
   * next code.
   */
  | { readonly kind: 'used'; readonly nextCodeAt?: number }
  /** Not in the form of an answer: nothing was verified or counted. */
  | { readonly kind: 'malformed' }
  /**
   * Refused and not counted: a signature cannot be guessed, and counting would let an attacker lock a key. `reason` is
   * a word for logs.
   */
  | { readonly kind: 'invalid'; readonly reason: string };

/** The answer would be correct at another time: the authenticator's clock is wrong. It is still refused and counted. @inline */
export type OffClock = {
  /** How far that clock is ahead, in seconds; negative if it is behind. */
  readonly seconds: number;
  /** Whether the previous answer, with another code, differed by the same. One match alone may be a guess. */
  readonly again: boolean;
  /** Stored with the factor in the commit that refuses the answer, to compare the next answer with it. */
  readonly data: FactorData;
};

/** Input of a check. */
export interface Check extends FactorContext {
  readonly data: FactorData;
  /** Untrusted input. */
  readonly response: unknown;
  /** The one challenge or set-up that this answers. A code for another one does not match. */
  readonly binding: string;
  readonly rule: MethodRule;
  readonly now: number;
}

/**
 * The mechanism of a kind of factor: no storage, no clock, no policy decisions. The engine loads, calls the mechanism,
 * and commits before it returns anything.
 */
export interface FactorMethod<S extends Setup = Setup> {
  readonly method: Method;
  /** How codes are sent. Present if the method sends codes. */
  readonly sending?: Sending;
  /** The browser ceremony. Present if the browser answers. */
  readonly ceremony?: BrowserCeremony;
  /** Creates a new factor's data, with sealed secrets. */
  create(input: Creation): Promise<FactorData>;
  /** Returns what the user sees while the set-up is pending. */
  present(input: SetupContext & { readonly data: FactorData }): Promise<S>;
  /** The evidence that a correct answer of this factor gives. */
  shows(data: FactorData): Showing;
  /** A masked text that distinguishes this factor from the user's others. */
  hint?(data: FactorData): string | undefined;
  /** A value that only one account may have, such as a credential id. */
  credentialId?(data: FactorData): string | undefined;
  /**
   * Returns the same data with all permanent seals and hashes under the current key, or `undefined` if they already
   * are. Optional for a method that seals and hashes nothing.
   */
  rekey?(input: FactorContext & { readonly data: FactorData }): Promise<FactorData | undefined>;
  /**
   * Returns the same data for the context `to`, after the account was moved to another user id. It seals and hashes
   * again what is bound to the user id, and drops what a pending answer was bound to. Optional for a method that binds
   * nothing to it.
   */
  moved?(input: {
    readonly data: FactorData;
    readonly from: FactorContext;
    readonly to: FactorContext;
  }): Promise<FactorData>;
  /** Verifies an answer. */
  check(input: Check): Promise<CheckResult>;
}

/** How a method sends its codes. @inline */
export type Sending = {
  readonly channel: Contact['channel'];
  readonly adapter: DeliveryAdapter;
  /** Whether the portal's contacts still contain the proved address of this factor. */
  reaches(place: FactorContext & { readonly data: FactorData }, contacts: readonly Contact[]): Promise<Reach>;
  /** Creates a code for one challenge or set-up. The previous code becomes invalid. */
  compose(input: Composition): Promise<{ readonly data: FactorData; readonly delivery: Delivery }>;
};

/**
 * `changed`: this contact now has another address. Codes go to the proved address until the new one is proved: enrol a
 * factor with this `contactId` that replaces this one.
 */
export type Reach =
  | { readonly kind: 'current' }
  | { readonly kind: 'changed'; readonly contactId: string }
  | { readonly kind: 'gone' };

/** A method that the browser answers, for all the user's factors of the method at once. @inline */
export type BrowserCeremony = {
  options(input: CeremonyInput): Promise<JsonObject>;
  /** Returns the factor that an answer claims to be from. The answer is verified after that. */
  answeredBy(response: unknown, factors: readonly OwnFactor[]): string | undefined;
};

export interface CeremonyInput {
  readonly binding: string;
  readonly factors: readonly OwnFactor[];
  readonly rule: MethodRule;
}

/** A factor, as its own method sees it. @inline */
export type OwnFactor = {
  readonly factorId: string;
  readonly data: FactorData;
};

/** JSON that is sent to the browser unchanged. */
export type JsonObject = { readonly [key: string]: unknown };

/** Input for a message. @inline */
export type Composition = FactorContext & {
  readonly data: FactorData;
  readonly binding: string;
  readonly purpose: DeliveryPurpose;
  readonly issuer: string;
  readonly rule: MethodRule;
  readonly random: RandomSource;
  readonly now: number;
};
