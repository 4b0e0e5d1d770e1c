/** Milliseconds since 1970, by a clock the server trusts. Handed in, so that tests can turn it. */
export type Clock = () => number;
