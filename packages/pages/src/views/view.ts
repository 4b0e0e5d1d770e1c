import type { Clock, SignedIn } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import type { Site } from '../settings/site.ts';
import type { Html } from './html.ts';

/** What a page is drawn with. */
export interface View {
  readonly site: Site;
  readonly policy: Policy;
  /** Not present before the sign-in is complete. */
  readonly caller?: SignedIn;
  /** The registered email address of the signed-in user. */
  readonly registered?: string;
  /** The hidden field of each form. */
  readonly formField: Html;
  readonly clock: Clock;
  readonly locale: string;
  readonly timeZone: string;
}

/** A page without its frame. */
export interface Page {
  readonly title: string;
  readonly body: Html;
}
