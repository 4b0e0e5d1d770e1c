// ITU-T E.164: fifteen digits at most, the country code among them, which does not begin with 0.
const E164 = /^\+[1-9]\d{6,14}$/;

/** Whether this is one number, which a form field cannot take for a list or another kind of address. */
export function isNumber(to: string): boolean {
  return E164.test(to);
}
