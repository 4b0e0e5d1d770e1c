// ITU-T E.164: at most fifteen digits including the country code, which does not start with 0.
const E164 = /^\+[1-9]\d{6,14}$/;

/** Whether this is one number: a form field could also contain a list or another kind of address. */
export function isNumber(to: string): boolean {
  return E164.test(to);
}
