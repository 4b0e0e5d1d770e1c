import type { RequestContext } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { accountRoutes } from './account.ts';
import { backupCodeRoutes } from './backup-codes.ts';
import { challengeRoutes } from './challenge.ts';
import { factorRoutes } from './factors.ts';
import { reauthenticationRoutes } from './reauthenticate.ts';
import { recoveryRoutes } from './recovery.ts';
import { trustedDeviceRoutes } from './trusted-devices.ts';

/** Every route of a user, except the one of the OpenAPI document. */
export const userRoutes: readonly Route<RequestContext>[] = [
  ...challengeRoutes,
  ...accountRoutes,
  ...factorRoutes,
  ...backupCodeRoutes,
  ...reauthenticationRoutes,
  ...trustedDeviceRoutes,
  ...recoveryRoutes,
];
