import type { Policy } from '@factorkit/core/policy';
import type { PagesOptions, TextOverrides } from '@factorkit/pages';
import type { DemoPerson } from '../people/directory.ts';
import type { OwnTexts } from '../texts/own.ts';

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
  /** How its pages about second factors look. */
  readonly pages: Pick<PagesOptions<never>, 'layout' | 'setUp' | 'methods' | 'apps'>;
  readonly supportAddress: string;
  readonly services: readonly Service[];
  /** The page that opens only after two-factor authentication. Not present if all pages do. */
  readonly guarded?: GuardedPage;
  /** The payment account, and the policy's action for changing it. Optional. */
  readonly paymentAccount?: { readonly action: string };
  /** Whether users can change their email address and phone number here. */
  readonly profile: boolean;
  /** What its pages about second factors say differently. */
  readonly texts: TextOverrides;
  /** What its own pages say. */
  readonly own: OwnTexts;
}

/** S1 has a main menu with the entry “Account”, S0, S2 and S4 a user icon at the top right, S3 the user's name. */
export type Menu = 'main-menu' | 'user-icon' | 'user-name';

export interface Service {
  readonly name: string;
  readonly detail: string;
}

export interface GuardedPage {
  readonly path: string;
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
}
