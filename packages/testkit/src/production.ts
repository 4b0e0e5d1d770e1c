/** @throws Error where `NODE_ENV` is `production`: what is for tests must not be what a portal runs on. */
export function refuseInProduction(what: string): void {
  if (typeof process !== 'undefined' && process.env.NODE_ENV === 'production') {
    throw new Error(`${what}: it refuses to run where NODE_ENV is production`);
  }
}
