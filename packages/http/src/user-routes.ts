import type { Exchange } from './exchange.ts';
import type { Route } from './route.ts';
import { accountRoutes } from './routes/account.ts';
import { backupCodeRoutes } from './routes/backup-codes.ts';
import { challengeRoutes } from './routes/challenge.ts';
import { factorRoutes } from './routes/factors.ts';
import { reauthenticationRoutes } from './routes/reauthenticate.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { trustedDeviceRoutes } from './routes/trusted-devices.ts';

/** Every route of a user, but for the document that describes them. */
export const userRoutes: readonly Route<Exchange>[] = [
  ...challengeRoutes,
  ...accountRoutes,
  ...factorRoutes,
  ...backupCodeRoutes,
  ...reauthenticationRoutes,
  ...trustedDeviceRoutes,
  ...recoveryRoutes,
];
