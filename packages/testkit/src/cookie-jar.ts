import type { Clock } from '@factorkit/core';

/** The cookies of one browser. Every cookie goes to every path, and over connections that are not secure. */
export interface CookieJar {
  /** Reads a `Set-Cookie` line. */
  keep(line: string): void;
  /** Sets a cookie. Without a value it is removed. */
  set(name: string, value?: string): void;
  /** The cookies that are not expired, by name. A copy. */
  current(): ReadonlyMap<string, string>;
  copy(): CookieJar;
}

interface Cookie {
  readonly value: string;
  readonly expiresAt: number;
}

export function createCookieJar(clock: Clock, kept: ReadonlyMap<string, Cookie> = new Map()): CookieJar {
  const cookies = new Map(kept);
  return {
    keep(line) {
      const { name, ...cookie } = readSetCookie(line, clock());
      if (cookie.expiresAt <= clock()) cookies.delete(name);
      else cookies.set(name, cookie);
    },
    set(name, value) {
      if (value === undefined) cookies.delete(name);
      else cookies.set(name, { value, expiresAt: Number.POSITIVE_INFINITY });
    },
    current: () =>
      new Map(
        [...cookies]
          .filter(([, { expiresAt }]) => clock() < expiresAt)
          .map(([name, { value }]) => [name, value]),
      ),
    copy: () => createCookieJar(clock, cookies),
  };
}

/** RFC 6265 §5.3: `Max-Age` before `Expires`; without either it lives as long as the browser. */
function readSetCookie(line: string, now: number): Cookie & { readonly name: string } {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name = '', value] = halves(pair);
  const said = new Map(attributes.map(halves).map(([key, text]) => [key.toLowerCase(), text]));
  const maxAge = said.get('max-age');
  const expires = said.get('expires');
  const expiresAt =
    maxAge !== undefined
      ? now + Number(maxAge) * 1000
      : expires !== undefined
        ? Date.parse(expires)
        : Number.POSITIVE_INFINITY;
  return { name, value, expiresAt };
}

function halves(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
