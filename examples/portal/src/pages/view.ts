import type { Brand } from '../brands/brand.ts';
import type { Person } from '../people/directory.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import type { Html } from './html.ts';

/** What every page of a portal is drawn with. */
export interface View {
  readonly brand: Brand;
  /** Not present before the sign-in is complete. */
  readonly person?: Person;
  readonly formToken: string;
  readonly notice?: NoticeKey;
  readonly clock: () => number;
  readonly timeZone: string;
}

/** A page without its layout. */
export interface Page {
  readonly title: string;
  readonly body: Html;
}
