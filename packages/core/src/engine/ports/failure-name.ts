/** A port's word for why, as it may stand in the trail: what is not plainly a word could hold an address or a code. */
export function failureName(reason: unknown): string {
  return typeof reason === 'string' && /^[a-z]+([-.][a-z0-9]+)*$/i.test(reason) && reason.length <= 64
    ? reason
    : 'unspecified';
}
