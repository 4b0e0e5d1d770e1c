import type { Mfa } from '@factorkit/core';
import type { MfaCookieOptions } from '@factorkit/http';
import type { Brand } from './brands/brand.ts';
import type { Messenger } from './messenger.ts';
import type { Directory } from './people/directory.ts';
import type { SignIns } from './session/sign-ins.ts';

/** One running portal: its brand, its users, who is signed in, and the engine that looks after second factors. */
export interface CustomerPortal {
  readonly brand: Brand;
  readonly mfa: Mfa;
  readonly directory: Directory;
  readonly signIns: SignIns;
  readonly clock: () => number;
  /** Where browsers reach it: `https://portal.example`. */
  readonly origin: string;
  readonly timeZone: string;
  /** Of the challenge between the password and the second factor, and of a trusted browser: for pages and JSON routes. */
  readonly challengeCookie: MfaCookieOptions;
  /** For what is no code: notices, and mail to support. */
  readonly messenger: Messenger;
  /** This portal and those beside it: the support desk helps the users of each. */
  readonly everyPortal: () => readonly CustomerPortal[];
}
