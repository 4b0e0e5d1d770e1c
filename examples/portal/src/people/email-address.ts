/** A name and a host of letters, digits and hyphens (RFC 5321 §4.1.2, without quoted names and addresses in brackets). */
const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** Whether this can be the address of a user: one address on the internet, within the lengths of RFC 5321 §4.5.3.1. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && text.indexOf('@') <= 64 && ADDRESS.test(text);
}
