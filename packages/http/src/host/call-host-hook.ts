import { MfaError } from '@factorkit/core';

/** Calls a hook of the host. What it throws becomes an `MfaError`: the portal failed, not the client. */
export function callHostHook<T>(name: string, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    throw portalFailed(name, cause);
  }
}

export async function callAsyncHostHook<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw portalFailed(name, cause);
  }
}

/** Stops the start where a host does not lend what every request needs. */
export function assertHostHooks(lender: string, host: unknown, hooks: readonly string[]): void {
  for (const hook of hooks) {
    const given: unknown = typeof host === 'object' && host !== null ? Reflect.get(host, hook) : undefined;
    if (typeof given !== 'function') {
      throw new MfaError('configuration-invalid', `${lender}.${hook} is not a function`);
    }
  }
}

function portalFailed(name: string, cause: unknown): MfaError {
  return new MfaError('portal-failed', `host.${name} threw`, { cause });
}
