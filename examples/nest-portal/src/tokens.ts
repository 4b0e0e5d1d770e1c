import type { Brand } from '../../portal/src/brands/brand.ts';

/** What the example runs on: `SettledOptions`. Every module sees it. */
export const OPTIONS: unique symbol = Symbol('options');

/** Of one portal, within its own modules: `Directory`, `SignIns`, `Messenger`, `Mfa`, and all of it as `CustomerPortal`. */
export const DIRECTORY: unique symbol = Symbol('directory');
export const SIGN_INS: unique symbol = Symbol('sign-ins');
export const MESSENGER: unique symbol = Symbol('messenger');
export const ENGINE: unique symbol = Symbol('engine');
export const PORTAL: unique symbol = Symbol('portal');

/** The same portal, for a module that looks at several. */
export function portalToken({ id }: Brand): string {
  return `portal:${id}`;
}

/** `readonly CustomerPortal[]`, the support desk among them. */
export const EVERY_PORTAL: unique symbol = Symbol('every portal');
/** `NoticeRounds`: sends what users are to be told. */
export const NOTICE_ROUNDS: unique symbol = Symbol('notice rounds');
