/** Whether the check digits are right. ISO 13616: the first four characters go to the end, letters count from 10, mod 97 is 1. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

/** In groups of four, as it is printed. */
export function spaced(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}
