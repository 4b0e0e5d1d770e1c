/** Returns milliseconds since 1970 by a clock that the server trusts. Tests can pass their own. */
export type Clock = () => number;
