import { MfaError, type RandomSource } from '@factorkit/core';
import { cookieIn, cookieWith, type MfaCookieOptions } from '../cookies/cookie.ts';
import { fromBase64url, toBase64url } from '../message/base64url.ts';

/** The hidden field in the portal's forms. */
export const FORM_TOKEN_FIELD = '_csrf';

const SECRET_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** @inline */
export type FormTokenInput = {
  /** The key that the handler receives as `forms.key`. */
  readonly key: Uint8Array;
  /** The `Cookie` header of the request for the page. */
  readonly cookieHeader: string | null | undefined;
  /** The value that `forms.sessionId` returns for this session. Omit it if that hook returns `undefined`. */
  readonly sessionId?: string | undefined;
  readonly cookie?: MfaCookieOptions;
  /** @defaultValue `crypto.getRandomValues` */
  readonly random?: RandomSource;
};

export interface FormToken {
  /** The name of the hidden field. Neither name nor value needs escaping in HTML. */
  readonly field: string;
  readonly value: string;
  /** The `Set-Cookie` value to send with the page. Only present if this browser has no such cookie yet. */
  readonly setCookie?: string;
}

/**
 * Returns a token for the forms of a page. It is valid only in this browser and, if `sessionId` is passed, only in this
 * session: a signed double-submit token, HMAC-SHA-256 over a random value in a `__Host-` cookie and the session id.
 * Several forms of a browser can be open at the same time.
 *
 * @throws MfaError `configuration-invalid` if the key has fewer than 32 bytes.
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
    throw new MfaError('configuration-invalid', 'forms.key: must have at least 32 bytes');
  }
}

function secretIn(header: string | null | undefined, options: MfaCookieOptions): string | undefined {
  const found = cookieIn('form', header, options);
  return found !== undefined && SECRET.test(found) ? found : undefined;
}

/**
 * Parts cannot run into each other, and no session differs from an empty id. The first line separates other uses of the
 * key.
 */
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
 * Compares every byte, in constant time. Not `crypto.subtle.verify`: its comparison was not constant-time in Node
 * before March 2026 (CVE-2026-21713).
 */
function areSame(one: Uint8Array, other: Uint8Array): boolean {
  const difference = one.reduce((sum, byte, index) => sum | (byte ^ (other[index] ?? 0)), 0);
  return one.length === other.length && difference === 0;
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
