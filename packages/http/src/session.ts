import { type Assurance, MfaError, type RequestSource, type SignedIn } from '@factorkit/core';
import type { MfaHost } from './host.ts';

/** The host's hooks for one request. What one of them throws becomes an `MfaError`: the portal failed, not the client. */
export interface Session {
  currentUser(): Promise<SignedIn | undefined>;
  raise(assurance: Assurance): Promise<void>;
  signOut(): Promise<void>;
  /** Ready to be spread into what the engine is called with. */
  source(): { readonly source?: RequestSource };
}

export function sessionOf<Context>(host: MfaHost<Context>, context: Context): Session {
  const source = (): { readonly source?: RequestSource } => {
    const found = lent('source', () => host.source?.(context));
    return found === undefined ? {} : { source: found };
  };
  return {
    source,
    async currentUser() {
      const signedIn = await lentAsync('currentUser', () => host.currentUser(context));
      return signedIn && { ...source(), ...signedIn };
    },
    raise: (assurance) => lentAsync('raise', () => host.raise(context, assurance)),
    signOut: () => lentAsync('signOut', () => host.signOut(context)),
  };
}

function lent<T>(name: string, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    throw portalFailed(name, cause);
  }
}

async function lentAsync<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw portalFailed(name, cause);
  }
}

function portalFailed(name: string, cause: unknown): MfaError {
  return new MfaError('portal-failed', `host.${name} threw`, { cause });
}
