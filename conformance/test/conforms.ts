import { describe } from 'vitest';
import { tier } from '../../test-tiers.ts';
import type { Harness } from '../src/harness.ts';
import { appAlone } from './suites/app-alone.ts';
import { appAndBackupCodes } from './suites/app-and-backup-codes.ts';
import { bodies } from './suites/bodies.ts';
import { doors } from './suites/doors.ts';
import { guards } from './suites/guards.ts';
import { hostileRequests } from './suites/hostile-requests.ts';
import { policyRules } from './suites/policy-rules.ts';
import { recovery } from './suites/recovery.ts';
import { requiredEnrolment } from './suites/required-enrolment.ts';
import { secrets } from './suites/secrets.ts';
import { sessionEnds } from './suites/session-ends.ts';
import { stepOrder } from './suites/step-order.ts';
import { supportDesk } from './suites/support-desk.ts';
import { trustedDevices } from './suites/trusted-devices.ts';

/** What differs most between frameworks: how a body is read, what a guard sees, and one portal from start to end. */
const smoke: readonly ((harness: Harness) => void)[] = [appAlone, bodies, guards];

const further: readonly ((harness: Harness) => void)[] = [
  appAndBackupCodes,
  requiredEnrolment,
  policyRules,
  doors,
  hostileRequests,
  recovery,
  secrets,
  sessionEnds,
  stepOrder,
  supportDesk,
  trustedDevices,
];

/**
 * Everything that is promised, whatever framework it is mounted on. Below the full dose one framework goes through all
 * of it, and the others through the smoke suites.
 */
export function conforms(
  harness: Harness,
  { whole = tier === 'soak' }: { readonly whole?: boolean } = {},
): void {
  describe(harness.name, () => {
    for (const suite of [...smoke, ...(whole ? further : [])]) suite(harness);
  });
}
