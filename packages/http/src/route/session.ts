import type { Assurance, RequestSource, SignedIn } from '@factorkit/core';
import { callAsyncHostHook, callHostHook } from '../host/call-host-hook.ts';
import type { HostDeviceName, MfaHost, Raised } from '../host/host.ts';

/** The host's hooks for one request. */
export interface Session {
  currentUser(): Promise<SignedIn | undefined>;
  /** `replaces` is the session that gets the assurance. Omitted at a sign-in. */
  raise(assurance: Assurance, replaces?: string, endedOthers?: boolean): Promise<Raised>;
  signOut(): Promise<void>;
  /** Spread it into the input of an engine call. */
  source(): { readonly source?: RequestSource };
  deviceName(): HostDeviceName;
}

export function sessionOf<Context>(
  host: MfaHost<Context>,
  context: Context,
  tenant: string | undefined,
): Session {
  return {
    source: () => sourceOf(host, context),
    currentUser: () => currentUserOf(host, context, tenant),
    raise: (assurance, replaces, endedOthers = false) =>
      callAsyncHostHook('raise', () =>
        host.raise(context, assurance, {
          ...(replaces !== undefined && { replaces }),
          ...(endedOthers && { endedOthers }),
        }),
      ),
    signOut: () => callAsyncHostHook('signOut', () => host.signOut(context)),
    deviceName: () => callHostHook('deviceName', () => host.deviceName?.(context)) ?? {},
  };
}

/** The signed-in user of this tenant, and where the request came from. A session of another tenant counts as none. */
export async function currentUserOf<Context>(
  host: Pick<MfaHost<Context>, 'currentUser' | 'source'>,
  context: Context,
  tenant: string | undefined,
): Promise<SignedIn | undefined> {
  const signedIn = await callAsyncHostHook('currentUser', () => host.currentUser(context));
  if (signedIn === undefined || signedIn.assurance?.tenant !== tenant) return undefined;
  return { ...sourceOf(host, context), ...signedIn };
}

function sourceOf<Context>(
  host: Pick<MfaHost<Context>, 'source'>,
  context: Context,
): { readonly source?: RequestSource } {
  const found = callHostHook('source', () => host.source?.(context));
  return found === undefined ? {} : { source: found };
}
