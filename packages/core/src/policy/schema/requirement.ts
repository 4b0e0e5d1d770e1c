import type { EvidenceMethod, Trait } from '../../account/factors/method.ts';
import type { Duration } from './duration.ts';

/**
 * What must be proved or enrolled. The same language is used for sign-in, step-up, changes and recovery.
 *
 * `{ of: ['totp'], maxAge: '15m' }` requires an authenticator code of the last 15 minutes; `{ count: 2, of: ['totp',
 * 'webauthn'] }` requires two factors of these methods.
 */
export type Requirement =
  | {
      /**
       * How many.
       *
       * @defaultValue `1`
       */
      readonly count?: number;
      readonly of: readonly Selector[];
      /**
       * What is counted only once.
       *
       * @defaultValue `factor`
       */
      readonly distinct?: 'factor' | 'method' | 'channel';
      /** Older evidence does not count. */
      readonly maxAge?: Duration;
      /** Remembered evidence (a trusted device) does not count. */
      readonly live?: true;
    }
  | { readonly all: readonly Requirement[] }
  | { readonly any: readonly Requirement[] };

/** Selects evidence or factors: a method by name, or methods and traits together, at least one of the two. */
export type Selector =
  | EvidenceMethod
  | {
      readonly method?: readonly EvidenceMethod[];
      readonly trait?: readonly Trait[];
      readonly not?: readonly Trait[];
    };
