/**
 * The plug-in for better-auth's client.
 *
 * @module
 */
import { createMfaClient, type MfaClient } from '@factorkit/client';
import type { BetterAuthClientPlugin } from 'better-auth/client';
import type { FactorkitPlugin } from './plugin.ts';
import type { MfaPending } from './sign-in-gate.ts';

export interface FactorkitClientPlugin extends BetterAuthClientPlugin {
  readonly id: 'factorkit';
  readonly $InferServerPlugin: FactorkitPlugin;
  readonly getActions: (
    $fetch: unknown,
    store: { notify(signal: string): void },
    options: { readonly baseURL?: string | undefined; readonly basePath?: string | undefined } | undefined,
  ) => { readonly mfa: MfaClient };
}

/** @inline */
export type FactorkitClientOptions = {
  /**
   * Called when a sign-in needs a second factor. Without it better-auth's client opens the `challengePage`.
   */
  onPending?(pending: MfaPending['mfa']): void | Promise<void>;
};

/**
 * The routes of Factorkit as `client.mfa`, typed as in `@factorkit/client`. A completed challenge updates
 * `useSession`.
 *
 * @example
 * ```ts
 * import { factorkitClient } from '@factorkit/better-auth/client';
 * import { createAuthClient } from 'better-auth/client';
 *
 * const client = createAuthClient({ plugins: [factorkitClient()] });
 * const { data, error } = await client.mfa.POST('/challenge/verify', { body: { factorId, response } });
 * ```
 */
export function factorkitClient({ onPending }: FactorkitClientOptions = {}): FactorkitClientPlugin {
  return {
    id: 'factorkit',
    $InferServerPlugin: {} as FactorkitPlugin,
    getActions(_$fetch, store, { baseURL, basePath = '/api/auth' } = {}) {
      return {
        mfa: createMfaClient({
          baseUrl: `${routesOf(baseURL, basePath)}/mfa`,
          async fetch(request) {
            const response = await fetch(request);
            if (request.method !== 'GET' && response.ok) store.notify('$sessionSignal');
            return response;
          },
        }),
      };
    },
    fetchPlugins:
      onPending === undefined
        ? []
        : [
            {
              id: 'factorkit',
              name: 'factorkit',
              hooks: {
                async onSuccess(context) {
                  const { data } = context as { data?: { mfa?: MfaPending['mfa']; redirect?: boolean } };
                  if (data?.mfa === undefined) return;
                  // better-auth's own plug-in would open the page.
                  data.redirect = false;
                  await onPending(data.mfa);
                },
              },
            },
          ],
  };
}

/** As better-auth's client does: a URL without a path gets the base path. */
function routesOf(baseURL: string | undefined, basePath: string): string {
  if (baseURL === undefined) return basePath;
  return new URL(baseURL).pathname === '/' ? new URL(basePath, baseURL).href : baseURL;
}
