import type { EvidenceMethod, Trait } from '../../account/factors/method.ts';
import type { Duration } from './duration.ts';

/**
 * What must be shown or enrolled. One language for sign-in, step-up, management and recovery.
 *
 * `{ of: ['totp'], maxAge: '15m' }` asks for an authenticator code not older than a quarter of an hour;
 * `{ count: 2, of: ['totp', 'webauthn'] }` for two factors of these methods.
 */
export type Requirement =
  | {
      /** How many. Defaults to 1. */
      readonly count?: number;
      readonly of: readonly Selector[];
      /** What may not be counted twice. Defaults to the factor. */
      readonly distinct?: 'factor' | 'method' | 'channel';
      /** Older evidence does not count. */
      readonly maxAge?: Duration;
      /** Remembered evidence (a trusted device) does not count. */
      readonly live?: true;
    }
  | { readonly all: readonly Requirement[] }
  | { readonly any: readonly Requirement[] };

/** Which evidence or factor is meant: a method by name, or methods and traits together, at least one of the two. */
export type Selector =
  | EvidenceMethod
  | {
      readonly method?: readonly EvidenceMethod[];
      readonly trait?: readonly Trait[];
      readonly not?: readonly Trait[];
    };
