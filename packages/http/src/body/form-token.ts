import { MfaError, type RandomSource } from '@factorkit/core';
import { cookieIn, cookieWith, type MfaCookieOptions } from '../cookies/cookie.ts';
import { fromBase64url, toBase64url } from '../message/base64url.ts';

/** The hidden field that a form of the portal's carries. */
export const FORM_TOKEN_FIELD = '_csrf';

const SECRET_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

export interface FormTokenInput {
  /** The one that the handler was given as `forms.key`. */
  readonly key: Uint8Array;
  /** Of the request that asks for the page. */
  readonly cookieHeader: string | null | undefined;
  /** What `forms.sessionId` says of this session; left out where it says nothing. */
  readonly sessionId?: string | undefined;
  readonly cookie?: MfaCookieOptions;
  /** Defaults to `crypto.getRandomValues`. */
  readonly random?: RandomSource;
}

export interface FormToken {
  /** The name of the hidden field, and its value. Neither needs escaping in HTML. */
  readonly field: string;
  readonly value: string;
  /** The `Set-Cookie` value that goes out with the page, where this browser has no such cookie yet. */
  readonly setCookie?: string;
}

/**
 * A token for the forms of a page. It is worth something in this browser alone, and in this session where there is one:
 * a signed double-submit, HMAC-SHA-256 over a random value in a `__Host-` cookie and the session's id. All forms of a
 * browser may be open at once.
 *
 * @throws MfaError `configuration-invalid` where the key has fewer than 32 bytes.
 * @example
 * ```ts
 * import { issueFormToken } from '@factorkit/http';
 *
 * const { field, value, setCookie } = await issueFormToken({
 *   key,
 *   cookieHeader: request.headers.get('cookie'),
 *   sessionId,
 * });
 * if (setCookie) headers.append('set-cookie', setCookie);
 * const hidden = `<input type="hidden" name="${field}" value="${value}">`;
 * ```
 */
export async function issueFormToken(input: FormTokenInput): Promise<FormToken> {
  const { key, cookieHeader, sessionId, cookie = {}, random = randomBytes } = input;
  assertFormKey(key);
  const known = secretIn(cookieHeader, cookie);
  const secret = known ?? toBase64url(random(SECRET_BYTES));
  return {
    field: FORM_TOKEN_FIELD,
    value: toBase64url(await macOf(key, secret, sessionId)),
    ...(known === undefined ? { setCookie: cookieWith('form', { token: secret }, cookie) } : {}),
  };
}

/** Whether a token was issued to this browser, in this session. */
export async function isFormToken(
  value: string | undefined,
  { key, cookieHeader, sessionId, cookie = {} }: Omit<FormTokenInput, 'random'>,
): Promise<boolean> {
  const secret = secretIn(cookieHeader, cookie);
  const given = value === undefined || !SECRET.test(value) ? undefined : fromBase64url(value);
  if (secret === undefined || given === undefined) return false;
  return areSame(await macOf(key, secret, sessionId), given);
}

export function assertFormKey(key: unknown): void {
  if (!(key instanceof Uint8Array) || key.length < SECRET_BYTES) {
    throw new MfaError('configuration-invalid', 'forms.key: not at least 32 bytes');
  }
}

function secretIn(header: string | null | undefined, options: MfaCookieOptions): string | undefined {
  const found = cookieIn('form', header, options);
  return found !== undefined && SECRET.test(found) ? found : undefined;
}

/** Each part is told from the next, and no session from one with an empty id. The first line keeps other uses of the key apart. */
function message(secret: string, sessionId: string | undefined): Uint8Array<ArrayBuffer> {
  const session = sessionId === undefined ? 'none' : `id ${sessionId}`;
  return new TextEncoder().encode(`factorkit form token 1\n${secret}\n${session}`);
}

async function macOf(key: Uint8Array, secret: string, sessionId: string | undefined): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', new Uint8Array(key), algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message(secret, sessionId)));
}

/**
 * Looks at every byte, however early two differ. Not `crypto.subtle.verify`, whose comparison took no constant time in
 * Node before March 2026 (CVE-2026-21713).
 */
function areSame(one: Uint8Array, other: Uint8Array): boolean {
  const difference = one.reduce((sum, byte, index) => sum | (byte ^ (other[index] ?? 0)), 0);
  return one.length === other.length && difference === 0;
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
