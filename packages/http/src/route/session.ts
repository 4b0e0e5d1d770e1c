import { type Assurance, MfaError, type RequestSource, type SignedIn } from '@factorkit/core';
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
    async raise(assurance, replaces, endedOthers = false) {
      const raised = await callAsyncHostHook('raise', () =>
        host.raise(context, assurance, {
          ...(replaces !== undefined && { replaces }),
          ...(endedOthers && { endedOthers }),
        }),
      );
      if (raised.kind === 'raised') assertPlainJson(raised.session, 'session');
      return raised;
    },
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

/** An entity of the portal, such as a user, may contain a secret that only the portal's own serializer removes. */
function assertPlainJson(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    throw new MfaError('portal-failed', `host.raise: ${path} is an instance of a class, not plain JSON`);
  }
  for (const [key, member] of Object.entries(value)) assertPlainJson(member, `${path}.${key}`);
}

function sourceOf<Context>(
  host: Pick<MfaHost<Context>, 'source'>,
  context: Context,
): { readonly source?: RequestSource } {
  const found = callHostHook('source', () => host.source?.(context));
  return found === undefined ? {} : { source: found };
}
