import { MfaError } from '@factorkit/core';

/** Calls a host hook. An error that it throws becomes an `MfaError`: the portal failed, not the client. */
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

/** @throws MfaError `configuration-invalid` unless each of these members is a function. */
export function assertFunctions(owner: string, value: unknown, members: readonly string[]): void {
  for (const member of members) {
    const given: unknown =
      typeof value === 'object' && value !== null ? Reflect.get(value, member) : undefined;
    if (typeof given !== 'function') {
      throw new MfaError('configuration-invalid', `${owner}.${member} is not a function`);
    }
  }
}

function portalFailed(name: string, cause: unknown): MfaError {
  return new MfaError('portal-failed', `host.${name} threw`, { cause });
}
