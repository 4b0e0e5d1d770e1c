import { type Policy, presetWorkforce } from '@factorkit/core/policy';

/** The policy's name for every action of an agent on a user's account. */
export const HELP_ACTION = 'help-a-user';

/**
 * The policy for the desk's own staff: the preset for employees, with an authenticator app from the first day and a
 * code of the last quarter of an hour before each action. Recovering an account must not be easier than signing in to
 * it: an agent who lost the phone is verified by two colleagues, waits a day, and may help nobody for another day.
 */
export const deskPolicy: Policy = {
  ...presetWorkforce,
  id: 'support-desk',
  methods: { totp: { allow: 'yes' } },
  rules: [
    { id: 'staff', enrol: { of: ['totp'] } },
    { id: 'actions', actions: { [HELP_ACTION]: { of: ['totp'], maxAge: '15m', live: true } } },
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
