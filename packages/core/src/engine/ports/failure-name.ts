/** The reason that a port gave, for the audit trail: only if it is a plain name, since other text could hold an address or a code. */
export function failureName(reason: unknown): string {
  return typeof reason === 'string' && /^[a-z]+([-.][a-z0-9]+)*$/i.test(reason) && reason.length <= 64
    ? reason
    : 'unspecified';
}
