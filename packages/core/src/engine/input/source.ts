import type { RequestSource } from '../../ports/audit.ts';
import type { OptionalSchema } from '../../schema/schema.ts';

const MAX_IP = 64;
const MAX_USER_AGENT = 256;

/**
 * The source of a request: two short texts. Other members are dropped, because the host may pass the framework's
 * request with all its headers. It is only for the audit trail, so nothing in it causes an error.
 */
export const source: OptionalSchema<RequestSource> = {
  optional: true,
  read(value) {
    if (typeof value !== 'object' || value === null) return undefined;
    const ip = textOf(value, 'ip', MAX_IP);
    const userAgent = textOf(value, 'userAgent', MAX_USER_AGENT);
    if (ip === undefined && userAgent === undefined) return undefined;
    return { ...(ip === undefined ? {} : { ip }), ...(userAgent === undefined ? {} : { userAgent }) };
  },
  describe: () => ({}),
};

function textOf(source: object, member: string, maxLength: number): string | undefined {
  try {
    const text: unknown = Reflect.get(source, member);
    if (typeof text !== 'string' || text === '') return undefined;
    // A cut may leave half a surrogate pair. The text is untrusted, so it must not contain a line end.
    return text.slice(0, maxLength).replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '\uFFFD');
  } catch {
    return undefined;
  }
}
