import { describe } from 'vitest';
import type { Rig } from '../src/rig.ts';
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

/** Everything that is promised, whatever framework it is mounted on. One file a framework, so that they run side by side. */
export function conforms(rig: Rig): void {
  describe(rig.name, () => {
    appAlone(rig);
    appAndBackupCodes(rig);
    requiredEnrolment(rig);
    policyRules(rig);
    bodies(rig);
    doors(rig);
    guards(rig);
    hostileRequests(rig);
    recovery(rig);
    secrets(rig);
    sessionEnds(rig);
    stepOrder(rig);
    supportDesk(rig);
    trustedDevices(rig);
  });
}
