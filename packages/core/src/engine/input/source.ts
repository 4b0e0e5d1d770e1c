import type { RequestSource } from '../../ports/audit.ts';

const MAX_IP = 64;
const MAX_USER_AGENT = 256;

/**
 * Where a request came from: two short texts, and nothing else of the object that the host passed, which may be the
 * framework's request with all its headers. It is for the audit trail only, so nothing in it is an error.
 */
export function readSource(value: unknown): RequestSource | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const ip = textOf(value, 'ip', MAX_IP);
  const userAgent = textOf(value, 'userAgent', MAX_USER_AGENT);
  if (ip === undefined && userAgent === undefined) return undefined;
  return { ...(ip === undefined ? {} : { ip }), ...(userAgent === undefined ? {} : { userAgent }) };
}

function textOf(source: object, member: string, maxLength: number): string | undefined {
  try {
    const text: unknown = Reflect.get(source, member);
    if (typeof text !== 'string' || text === '') return undefined;
    // A cut may leave half of a surrogate pair. A stranger writes this: neither is a line end in it.
    return text.slice(0, maxLength).replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '\uFFFD');
  } catch {
    return undefined;
  }
}
