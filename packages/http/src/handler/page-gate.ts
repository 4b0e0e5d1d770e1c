import {
  type Assurance,
  type Clock,
  type DeviceNaming,
  keyringSealer,
  type Mfa,
  MfaError,
  type RequestSource,
  type SealContext,
  type SignedIn,
} from '@factorkit/core';
import { isPlain, readText } from '../body/body.ts';
import { parseForm } from '../body/form-body.ts';
import {
  assertFormKey,
  FORM_TOKEN_FIELD,
  type FormToken,
  isFormToken,
  issueFormToken,
} from '../body/form-token.ts';
import {
  assertCookieOptions,
  clearedCookie,
  cookieIn,
  cookieWith,
  type MfaCookieOptions,
} from '../cookies/cookie.ts';
import { namingOf } from '../cookies/device-wish.ts';
import { assertFunctions } from '../host/call-host-hook.ts';
import type { MfaHost } from '../host/host.ts';
import { type EveryMfa, engineFor, isForTenants } from '../host/tenant.ts';
import { protectedHeaders } from '../message/response.ts';
import { crossSiteError, isSameOrigin } from '../route/same-origin.ts';
import { currentUserOf, type Session, sessionOf } from '../route/session.ts';

/** @inline */
export type PageGateOptions<Context> = {
  readonly mfa: EveryMfa;
  readonly host: MfaHost<Context>;
  /**
   * 32 random bytes, the same on every server and used for nothing else: for the state between two pages and the form
   * tokens. If you change it, open pages become invalid.
   */
  readonly key: Uint8Array;
  readonly cookie?: MfaCookieOptions;
  /** Other origins whose pages may send forms. */
  readonly allowedOrigins?: readonly string[];
  /** @defaultValue `Date.now` */
  readonly clock?: Clock;
};

/** One request for a page: who asks, with which tokens, and the state that the page before left. */
export interface PageEntry {
  readonly mfa: Mfa;
  readonly caller: SignedIn | undefined;
  readonly challengeToken: string | undefined;
  readonly deviceToken: string | undefined;
  /** What the answer to the browser's last request left, as JSON made it. `undefined` if there is none. */
  readonly state: unknown;
  /** Spread it into the input of an engine call. */
  readonly source: { readonly source?: RequestSource };
  readonly deviceName: (name: string) => DeviceNaming;
  /** The user of the session as the host reads it now, after it was raised. */
  currentUser(): Promise<SignedIn | undefined>;
  raise: Session['raise'];
  signOut(): Promise<void>;
  /** The hidden field of the forms on a page. `assurance`: of the user who is signed in now, if any. */
  formToken(assurance: SignInMoment | undefined): Promise<FormToken>;
  /** Reads a form of one of the pages. */
  readForm(): Promise<FormOfPage>;
  /** The headers of every answer, with the state sealed into its cookie if it changed. */
  headers(state: object): Promise<Headers>;
  /** Another form of this browser, as if it were sent now: for one that had to wait. `state`: what it finds. */
  formRequest(path: string, fields: Readonly<Record<string, string>>, state: object): Promise<Request>;
}

/** A form is bound to the sign-in, and not to the id of its session: that changes while a page is shown. @inline */
export type SignInMoment = Pick<Assurance, 'userId' | 'authenticatedAt'>;

/** @inline */
export type FormOfPage =
  | { readonly kind: 'form'; readonly fields: ReadonlyMap<string, string> }
  /** From another site or another session, or not a form that can be read. */
  | { readonly kind: 'stale' | 'tooLarge' | 'unreadable' };

/** `field` tells this cookie from everything else that a key may seal. */
const PLACE: SealContext = { userId: '', factorId: '', field: 'pages' };
const BODY_LIMIT_BYTES = 32 * 1024;

/**
 * Creates what pages share with the JSON routes: the host's session, the cookies, the check where a form came from, and a
 * sealed cookie for the state between two pages. `@factorkit/pages` is built on it; use it for pages of your own.
 *
 * @throws MfaError `configuration-invalid` if an option is invalid or a hook is missing. TypeError if a cookie name is
 * invalid.
 * @example
 * ```ts
 * import { createPageGate } from '@factorkit/http';
 *
 * const enter = createPageGate({ mfa, host, key });
 * const { caller, readForm } = await enter(request, context);
 * ```
 */
export function createPageGate<Context>(
  options: PageGateOptions<Context>,
): (request: Request, context: Context) => Promise<PageEntry> {
  const { mfa, host, key, cookie = {}, allowedOrigins = [] } = options;
  assertFunctions('mfa', mfa, isForTenants(mfa) ? ['forTenant'] : ['verify', 'describe']);
  assertFunctions('host', host, ['currentUser', 'raise', 'signOut']);
  assertCookieOptions(cookie);
  assertFormKey(key);
  const sealer = keyringSealer([{ id: 'pages', key }]);
  const engineOf = engineFor(mfa, host);
  const allowed = new Set(allowedOrigins);

  const opened = async (header: string | null): Promise<string | undefined> => {
    const sealed = cookieIn('pages', header, cookie);
    if (sealed === undefined) return undefined;
    try {
      return new TextDecoder().decode(await sealer.open(sealed, PLACE));
    } catch (error) {
      if (error instanceof MfaError && error.code === 'seal-broken') return undefined;
      throw error;
    }
  };

  return async (request, context) => {
    const { mfa, tenant } = await engineOf(context);
    const header = request.headers.get('cookie');
    const session = sessionOf(host, context, tenant);
    const caller = await currentUserOf(host, context, tenant);
    const challengeToken = cookieIn('challenge', header, cookie);
    const before = await opened(header);
    const tokenInput = (assurance: SignInMoment | undefined) => ({
      key,
      cookieHeader: header,
      cookie,
      sessionId: assurance ? JSON.stringify([assurance.userId, assurance.authenticatedAt]) : challengeToken,
    });
    const entry: PageEntry = {
      mfa,
      caller,
      challengeToken,
      deviceToken: cookieIn('device', header, cookie),
      state: before === undefined ? undefined : JSON.parse(before),
      source: session.source(),
      deviceName: (name) => namingOf({ name }, session.deviceName()),
      currentUser: () => currentUserOf(host, context, tenant),
      raise: session.raise,
      signOut: session.signOut,
      formToken: (assurance) => issueFormToken(tokenInput(assurance)),

      async readForm() {
        if (!isSameOrigin(request, allowed)) {
          report(() => host.onError?.(context, crossSiteError(request)));
          return { kind: 'stale' };
        }
        if (!isPlain(request.headers, 'application/x-www-form-urlencoded')) return { kind: 'unreadable' };
        const read = await readText(request, BODY_LIMIT_BYTES);
        if (read.kind === 'problem') return { kind: 'tooLarge' };
        const parsed = read.value === undefined ? undefined : parseForm(read.value, []);
        if (parsed?.kind !== 'form') return { kind: 'unreadable' };
        const texts = Object.entries(parsed.form.fields).filter(isText);
        const { [FORM_TOKEN_FIELD]: token, ...fields } = Object.fromEntries(texts);
        if (!(await isFormToken(token, tokenInput(caller?.assurance)))) return { kind: 'stale' };
        return { kind: 'form', fields: new Map(Object.entries(fields)) };
      },

      async headers(state) {
        const headers = protectedHeaders({});
        const after = JSON.stringify(state);
        if (after === (before ?? '{}')) return headers;
        if (after === '{}') headers.append('set-cookie', clearedCookie('pages', cookie));
        else {
          const token = await sealer.seal(new TextEncoder().encode(after), PLACE);
          headers.append('set-cookie', cookieWith('pages', { token }, cookie));
        }
        return headers;
      },

      async formRequest(path, fields, state) {
        const [changed = ''] = (await entry.headers(state)).getSetCookie();
        const { field, value } = await entry.formToken(caller?.assurance);
        const headers = new Headers(request.headers);
        for (const name of FETCH_METADATA) headers.delete(name);
        headers.set('cookie', withCookie(header, changed));
        headers.set('content-type', 'application/x-www-form-urlencoded');
        const body = new URLSearchParams({ ...fields, [field]: value });
        return new Request(new URL(path, request.url), { method: 'POST', headers, body });
      },
    };
    return entry;
  };
}

const FETCH_METADATA = ['origin', 'sec-fetch-site', 'content-length'];

/** The `Cookie` header after the browser got this `Set-Cookie` line. */
function withCookie(header: string | null, line: string): string {
  const [pair = ''] = line.split(';');
  const name = pair.slice(0, pair.indexOf('=') + 1);
  const others = (header ?? '').split(';').map((each) => each.trim());
  return [...others.filter((each) => name === '' || !each.startsWith(name)), pair].filter(Boolean).join('; ');
}

function isText(field: [string, unknown]): field is [string, string] {
  return typeof field[1] === 'string';
}

function report(tell: () => void): void {
  try {
    tell();
  } catch {
    // An error of `onError` does not change the answer.
  }
}
