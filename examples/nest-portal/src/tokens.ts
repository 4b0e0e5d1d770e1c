import type { Brand } from '../../portal/src/brands/brand.ts';

/** The environment of the example: `SettledOptions`. Every module can inject it. */
export const OPTIONS: unique symbol = Symbol('options');

/** Tokens of one portal's modules: `Directory`, `SignIns`, `Messenger`, `Mfa`, and all of them as `CustomerPortal`. */
export const DIRECTORY: unique symbol = Symbol('directory');
export const SIGN_INS: unique symbol = Symbol('sign-ins');
export const MESSENGER: unique symbol = Symbol('messenger');
export const ENGINE: unique symbol = Symbol('engine');
export const PORTAL: unique symbol = Symbol('portal');
/** The pages of one portal: `PortalPages`. */
export const PAGES: unique symbol = Symbol('pages');

/** The `CustomerPortal` of one brand, for modules that use several. */
export function portalToken({ id }: Brand): string {
  return `portal:${id}`;
}

/** `readonly CustomerPortal[]`, including the support desk. */
export const EVERY_PORTAL: unique symbol = Symbol('every portal');
/** `NoticeRounds`: sends pending notices. */
export const NOTICE_ROUNDS: unique symbol = Symbol('notice rounds');
