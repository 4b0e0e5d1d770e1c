const FOR_TESTS = ['test', 'development'];

/**
 * What is for tests must not be what a portal runs on, and a server without `NODE_ENV` may be in production.
 *
 * @throws Error where `NODE_ENV` is neither `test` nor `development`, in any case.
 */
export function refuseInProduction(what: string): void {
  if (typeof process === 'undefined') return;
  if (FOR_TESTS.includes(process.env.NODE_ENV?.trim().toLowerCase() ?? '')) return;
  throw new Error(
    `${what}: it refuses to run where NODE_ENV is production or unknown; set it to test or development`,
  );
}
