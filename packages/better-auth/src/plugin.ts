import { MfaError } from '@factorkit/core';
import type { AuthContext, BetterAuthPlugin, Endpoint, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthEndpoint, createAuthMiddleware } from 'better-auth/api';
import { sessionFields, userFields } from './session-fields.ts';
import type { HookContext } from './sign-in-gate.ts';

/** The plug-in for `betterAuth`. It must be the first in `plugins`. */
export interface FactorkitPlugin {
  readonly id: 'factorkit';
  readonly schema: {
    readonly session: { readonly fields: typeof sessionFields };
    readonly user: { readonly fields: typeof userFields };
  };
  readonly init: NonNullable<BetterAuthPlugin['init']>;
  readonly endpoints: { readonly factorkit: Endpoint };
  readonly hooks: NonNullable<BetterAuthPlugin['hooks']>;
}

interface PluginParts {
  /** Further tables and columns. */
  readonly schema: { readonly user: object; readonly tables: object };
  /** Called once better-auth has its context. */
  start(auth: AuthContext): void;
  /** Answers a request to a route of Factorkit. */
  answer(request: Request, ctx: GenericEndpointContext): Promise<Response>;
  /** Runs after every endpoint. What it returns replaces the answer. */
  gate(ctx: HookContext): Promise<unknown>;
}

export function createPlugin({ schema, start, answer, gate }: PluginParts): FactorkitPlugin {
  return {
    id: 'factorkit',
    schema: {
      session: { fields: sessionFields },
      user: { fields: { ...userFields, ...schema.user } },
      ...schema.tables,
    },

    init(auth) {
      assertFits(auth);
      start(auth);
      return { options: { databaseHooks: { session: { create: { before: refuseImpersonation } } } } };
    },

    endpoints: {
      factorkit: createAuthEndpoint(
        '/mfa/**',
        {
          method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
          disableBody: true,
          requireRequest: true,
          // Not a function of better-auth's client: that is `client.mfa`.
          metadata: { scope: 'server' },
        },
        (ctx) => answer(ctx.request, ctx),
      ),
    },

    hooks: {
      after: [{ matcher: () => true, handler: createAuthMiddleware(async (ctx) => gate(ctx)) }],
    },
  };
}

/** Another person, such as an administrator who impersonates the user, cannot prove the user's second factor. */
async function refuseImpersonation(session: Readonly<Record<string, unknown>>): Promise<void> {
  if (typeof session.impersonatedBy !== 'string') return;
  throw new APIError('FORBIDDEN', {
    code: 'MFA_IMPERSONATION',
    message: 'A session for another user is not possible: only the user can prove the second factor.',
  });
}

function assertFits({ options }: AuthContext): void {
  if (options.plugins?.[0]?.id !== 'factorkit') {
    throw new MfaError(
      'configuration-invalid',
      'plugins: put the plugin of Factorkit first, so that no other plugin sees a session before the second factor',
    );
  }
  if (options.database === undefined && options.secondaryStorage === undefined) {
    throw new MfaError(
      'configuration-invalid',
      'database: Factorkit needs sessions that the server stores; those in a cookie alone cannot be ended',
    );
  }
}
