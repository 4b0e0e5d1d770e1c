import type { Mfa } from '@factorkit/core';
import type { MfaCookieOptions } from '@factorkit/http';
import type { Brand } from './brands/brand.ts';
import type { Messenger } from './messenger.ts';
import type { Directory } from './people/directory.ts';
import type { SignIns } from './session/sign-ins.ts';

/** One running portal: its brand, its users, its sign-ins, and the engine for second factors. */
export interface CustomerPortal {
  readonly brand: Brand;
  readonly mfa: Mfa;
  readonly directory: Directory;
  readonly signIns: SignIns;
  readonly clock: () => number;
  /** The origin that browsers see: `https://portal.example`. */
  readonly origin: string;
  readonly timeZone: string;
  /** The cookies of the challenge and of a trusted browser, for pages and JSON routes. */
  readonly challengeCookie: MfaCookieOptions;
  /** Seals the state between two pages. */
  readonly key: Uint8Array;
  /** For messages other than codes: notices, and mail to support. */
  readonly messenger: Messenger;
  /** Told of what failed on the portal's side. */
  readonly onError: (error: unknown) => void;
  /** This portal and the others: the support desk helps the users of each. */
  readonly everyPortal: () => readonly CustomerPortal[];
}
