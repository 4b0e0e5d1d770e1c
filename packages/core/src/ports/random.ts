/** Exactly `length` bytes from a cryptographic random source. Handed in, so that tests can seed it. */
export type RandomSource = (length: number) => Uint8Array;
