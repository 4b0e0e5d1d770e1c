import type { Clock, DeliveryAdapter } from '@factorkit/core';

/**
 * How the service at the other end treats what comes.
 *
 * - `takes`: accepts it.
 * - `refuses`: answers that it will not send it, and quotes all of it, as services do.
 * - `silent`: takes it whole and never answers.
 * - `drops`: takes it whole and hangs up without an answer.
 * - `away`: nobody listens.
 */
export type ServiceMood = 'takes' | 'refuses' | 'silent' | 'drops' | 'away';

/** A message of which the service has everything: it may go on to send it, whatever it answers. @inline */
export type ReachedMessage = {
  /** One destination. A message to several is reported once for each. */
  readonly to: string;
  /** The text, or the code alone: see {@link DeliveryHarness}. */
  readonly content: string;
  /** What the service would know a second try by, where there is such a thing. */
  readonly key?: string | undefined;
};

/** What the contract hands to an adapter, and what it wants to be told. @inline */
export type DeliveryConditions = {
  readonly clock: Clock;
  /** The adapter takes the signal that bounds its time from here. It aborts when the contract says so. */
  timeout(ms: number): AbortSignal;
  /** To be called by the service for each message that reached it. Not for what it refuses unread. */
  reached(message: ReachedMessage): void;
};

/** An adapter, and a service that it delivers to. */
export interface DeliveryHarness {
  readonly adapter: DeliveryAdapter;
  /** What the service gets to see of a message: all its text, or the code alone, where the service has its own text. */
  readonly carries: 'text' | 'code';
  /** Whether the service is given something to know a second try by. */
  readonly keyed: boolean;
  /** The passwords, tokens and keys the adapter was given. None of them may turn up in what it answers. */
  readonly secrets: readonly string[];
  /** Changes the mood of the service, for messages that come from then on. At first it `takes`. */
  behave(mood: ServiceMood): Promise<void>;
  /** Ends the service and its connections. Called once, also after a breach. */
  close(): Promise<void>;
}

/** Makes a new adapter with a service of its own each time it is called. */
export type OpenDelivery = (conditions: DeliveryConditions) => Promise<DeliveryHarness>;
