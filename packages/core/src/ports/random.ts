/** Returns exactly `length` bytes from a cryptographic random source. Tests can pass their own. */
export type RandomSource = (length: number) => Uint8Array;
