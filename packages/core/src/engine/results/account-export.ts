import type { Actor } from '../../account/actor.ts';
import type { Method, RecoveryPath } from '../../account/factors/method.ts';
import type { AuditEvent } from '../../ports/audit.ts';
import type { TrustedDeviceView } from './account-outcomes.ts';

/** All stored data of a user (GDPR Art. 15 and 20). Contains no secret, code or hash. */
export interface AccountExport {
  readonly userId: string;
  /** When this export was created: milliseconds since 1970. */
  readonly exportedAt: number;
  readonly createdAt?: number;
  readonly factors: readonly {
    readonly id: string;
    readonly method: Method;
    readonly label: string;
    readonly status: 'pending' | 'active' | 'suspended';
    readonly hint?: string;
    readonly createdAt: number;
    readonly lastUsedAt?: number;
  }[];
  readonly primary?: string;
  readonly backupCodes?: { readonly issued: number; readonly left: number; readonly createdAt: number };
  readonly trustedDevices: readonly TrustedDeviceView[];
  readonly recoveries?: readonly {
    readonly via: RecoveryPath;
    readonly requestedBy: Actor;
    readonly requestedAt: number;
  }[];
  readonly postponedEnrolments?: readonly {
    readonly rule: string;
    readonly firstAt: number;
    readonly times: number;
  }[];
  readonly codesSent: readonly { readonly method: Method; readonly at: number }[];
  readonly events: readonly AuditEvent[];
}
