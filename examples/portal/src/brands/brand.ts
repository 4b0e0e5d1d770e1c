import type { Policy } from '@factorkit/core/policy';
import type { DemoPerson } from '../people/directory.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { KeyThenCheckTexts } from '../texts/northquay.ts';
import type { SwitchTexts } from '../texts/quillbrook.ts';
import type { ScanAndCheckTexts } from '../texts/ringwell.ts';
import type { OfferedMethod } from './offered-method.ts';

/** One of the portals: everything in which it differs from the others. */
export interface Brand {
  /** Also its path: `/s1`. */
  readonly id: string;
  /** The name in the authenticator app. No colon. */
  readonly name: string;
  readonly summary: string;
  readonly policy: Policy;
  readonly people: readonly DemoPerson[];
  readonly menu: Menu;
  /** The page where two-factor authentication is set up. */
  readonly settingsPath: string;
  readonly setUp: SetUpStyle;
  readonly apps: readonly RecommendedApp[];
  readonly supportAddress: string;
  readonly services: readonly Service[];
  /** The page that opens only after two-factor authentication. Not present if all pages do. */
  readonly guarded?: GuardedPage;
  /** The payment account, and the policy's action for changing it. Optional. */
  readonly paymentAccount?: { readonly action: string };
  /** Whether users can change their email address and phone number here. */
  readonly profile: boolean;
  readonly texts: Texts;
}

/** S1 has a main menu with the entry “Account”, S0, S2 and S4 a user icon at the top right, S3 the user's name. */
export type Menu = 'main-menu' | 'user-icon' | 'user-name';

/**
 * S1 shows the key, then asks for the code on another page. S2 does both on one page. S0 and S3 list several methods to
 * choose from. S4 has a switch for each method.
 */
export type SetUpStyle =
  | {
      readonly kind: 'key-then-check';
      readonly methods: readonly OfferedMethod[];
      readonly texts: KeyThenCheckTexts;
    }
  | { readonly kind: 'scan-and-check'; readonly texts: ScanAndCheckTexts }
  | { readonly kind: 'choose-method'; readonly methods: readonly OfferedMethod[] }
  | { readonly kind: 'switches'; readonly methods: readonly OfferedMethod[]; readonly texts: SwitchTexts };

export interface RecommendedApp {
  readonly name: string;
  readonly android: string;
  readonly ios: string;
}

export interface Service {
  readonly name: string;
  readonly detail: string;
}

export interface GuardedPage {
  readonly path: string;
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
}
