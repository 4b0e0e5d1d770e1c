import type { Texts } from '../texts/catalogue.ts';
import type { OfferedMethod } from './offered-method.ts';
import type { PortalPlaces, SupportWays } from './options.ts';
import type { RecommendedApp } from './recommended-apps.ts';

/** The options with their defaults: what the pages of one portal are drawn with. */
export interface Site {
  readonly name: string;
  /** Where the pages are mounted, without a slash at the end. */
  readonly path: string;
  /** The settings, below the mount point. */
  readonly settings: string;
  readonly layout: 'list' | 'switches' | 'single-app';
  readonly setUp: 'scan-and-check' | 'key-then-check';
  readonly methods: readonly OfferedMethod[];
  readonly apps: readonly RecommendedApp[];
  readonly support: SupportWays;
  readonly portal: PortalPlaces;
  readonly texts: Texts;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** For dates, lists and numbers. */
  readonly locale: string;
}

/** Whether the set-up of an app shows the key, then asks for the code on another page. */
export function usesKeyThenCheck({ layout, setUp }: Site): boolean {
  return layout === 'single-app' && setUp === 'key-then-check';
}
