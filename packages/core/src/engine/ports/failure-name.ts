/**
 * The reason that a port returned, for the audit trail. Only a plain name, because other text could contain an address
 * or a code.
 */
export function failureName(reason: unknown): string {
  return typeof reason === 'string' && /^[a-z]+([-.][a-z0-9]+)*$/i.test(reason) && reason.length <= 64
    ? reason
    : 'unspecified';
}
