import { type Policy, presetWorkforce } from '@factorkit/core/policy';

/** Everything an agent does to a user's account, as the policy calls it. */
export const HELP_ACTION = 'help-a-user';

/**
 * What the desk asks of its own staff: the preset for employees, with an authenticator app from the first day on and a
 * code of the last quarter of an hour before each deed. The way into an account must not be weaker than the account:
 * an agent who lost the phone is let back in by two colleagues, waits a day, and may help nobody for another.
 */
export const deskPolicy: Policy = {
  ...presetWorkforce,
  id: 'support-desk',
  methods: { totp: { allow: 'yes' } },
  rules: [
    { id: 'staff', enrol: { of: ['totp'] } },
    { id: 'deeds', actions: { [HELP_ACTION]: { of: ['totp'], maxAge: '15m', live: true } } },
  ],
  manage: { proof: { of: ['totp'], maxAge: '15m' }, keep: { of: ['totp'] } },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['seen-in-person', 'manager-call'], approvals: 2 },
      hold: '24h',
      grants: 'enrolment',
      resets: 'on-confirmation',
      after: { enrol: true, freeze: { actions: [HELP_ACTION], for: '1d' } },
    },
  ],
};
