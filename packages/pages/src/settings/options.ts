import type { Clock, Method } from '@factorkit/core';
import type { EveryMfa, MfaCookieOptions, MfaHost } from '@factorkit/http';
import type { Language } from '../languages/language.ts';
import type { TextOverrides } from '../texts/catalogue.ts';
import type { Html } from '../views/html.ts';
import type { OfferedMethod } from './offered-method.ts';
import type { AppOption } from './recommended-apps.ts';

/** What a user who lost everything wrote. @inline */
export type IdentityForm = {
  readonly fullName: string;
  readonly reach: string;
  readonly lost: string;
};

/** The host of the JSON routes, with hooks that only pages need. */
export interface PagesHost<Context> extends MfaHost<Context> {
  /** The registered email address of a user: complete for a signed-in user, masked for a user who proved only the password. */
  registeredAddress?(userId: string): Promise<string | undefined>;
  /** Hands the identity form to support. Required if the policy recovers by form. */
  receiveIdentityForm?(userId: string, form: IdentityForm): Promise<void>;
  /**
   * Answers a request of a page of your own that had to wait for proof, for example with your router. Without it the user
   * presses a button that sends it again.
   */
  repeat?(request: Request, context: Context): Promise<Response>;
}

/** Pages of the portal that these pages lead to. Paths from the root, such as `/account`. @inline */
export type PortalPlaces = {
  /** Where a completed sign-in leads. */
  readonly home: string;
  /** The portal's form for the first factor. */
  readonly signIn: string;
  /** Where the user changes the password. */
  readonly password?: string;
  /** Where the user sees and changes address and number. */
  readonly profile?: string;
  readonly editProfile?: string;
};

/** @inline */
export type SupportWays = {
  /** The email address of support. */
  readonly address: string;
};

/** A page, for the frame of the portal around it. */
export interface FramedPage<Context> {
  readonly context: Context;
  /** The language of the page, for `<html lang>`. */
  readonly lang: string;
  /** The direction of its script, for `<html dir>`. */
  readonly dir: 'ltr' | 'rtl';
  /** For `<title>`. It starts with an error prefix if the form was refused. */
  readonly title: string;
  /** The style sheet, for `<head>`. */
  readonly head: Html;
  /** The heading and everything below it. */
  readonly main: Html;
  /** A form with one button. Not present if no user is signed in. */
  readonly signOut?: Html;
}

export interface PagesOptions<Context> {
  readonly mfa: EveryMfa;
  readonly host: PagesHost<Context>;
  /**
   * 32 random bytes, the same on every server and used for nothing else: they seal the state between two pages and bind
   * forms to a session. If you change it, open pages become invalid.
   */
  readonly key: Uint8Array;
  /** The portal's name, as in the authenticator app. */
  readonly name: string;
  /** Where the pages are mounted: `/account/mfa`. */
  readonly path: string;
  /**
   * The settings page, below `path`.
   *
   * @defaultValue `/settings`
   */
  readonly settingsPath?: string;
  readonly portal: PortalPlaces;
  readonly support: SupportWays;
  /**
   * The settings: a list of methods, one section with a switch for each, or authenticator apps only.
   *
   * @defaultValue `list`
   */
  readonly layout?: 'list' | 'switches' | 'single-app';
  /**
   * With `single-app`: QR code and code check on one page, or one after the other.
   *
   * @defaultValue `scan-and-check`
   */
  readonly setUp?: 'scan-and-check' | 'key-then-check';
  /**
   * The methods in the order of the list, each by name or with your own texts.
   *
   * @defaultValue those that the policy names
   */
  readonly methods?: readonly (Method | OfferedMethod)[];
  /** @defaultValue Google Authenticator and Microsoft Authenticator */
  readonly apps?: readonly AppOption[];
  /**
   * The language of the pages, or a function that chooses it for a request. A function that throws is an error page.
   *
   * @defaultValue English
   */
  readonly language?: Language | ((request: Request, context: Context) => Language);
  /** Texts that replace the default ones. With several languages, a function of the language. */
  readonly texts?: TextOverrides | ((language: Language) => TextOverrides | undefined);
  /** The portal's header, menu and footer around each page. @defaultValue a plain document */
  readonly frame?: (page: FramedPage<Context>) => Html | Promise<Html>;
  /** The same as for the JSON routes, if you mount both. */
  readonly cookie?: MfaCookieOptions;
  /** Other origins whose pages may send forms. */
  readonly allowedOrigins?: readonly string[];
  /** For dates, such as `en-US`. @defaultValue that of the language */
  readonly locale?: string;
  /** @defaultValue the server's */
  readonly timeZone?: string;
  /** @defaultValue `Date.now` */
  readonly clock?: Clock;
}
