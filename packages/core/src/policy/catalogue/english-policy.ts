/** The texts of a policy. */
export const policyTexts = {
  'policy.methods': 'Users can set up {methods}.',
  'policy.no-methods': 'Users can set up no factors.',
  'policy.existing': 'Users who have {method} keep it; no user can add it.',
  'policy.existing-until': 'Users who have {method} keep it until {until}; no user can add it.',
  'policy.company': 'Of the methods, {method} counts only together with {requirement}.',
  'policy.optional': 'Users who have a factor are asked for one at every sign-in.',
  'policy.not-required': 'Users who have a factor are asked for one only if a rule requires it.',

  'rule.for-everyone': 'all users',
  'rule.for': 'users who {condition}',
  'condition.role': 'have the role {names}',
  'condition.group': 'are in the group {names}',
  'condition.attribute': 'have {values} as “{name}”',
  'condition.risk-low': 'sign in at any risk',
  'condition.risk-medium': 'sign in at a medium or high risk',
  'condition.risk-high': 'sign in at a high risk',
  'condition.enrolled': 'have a factor',
  'condition.not-enrolled': 'have no factor',
  'condition.not': 'are not among those who {condition}',
  'condition.any': 'either {parts}',
  quoted: '“{text}”',

  'rule.enrol': 'Rule “{rule}”, for {whom}: {requirement} must be set up.',
  'rule.grace-until': 'Until {until}, this can be put off.',
  'rule.grace-for': 'This can be put off for {period} from when the user is first asked.',
  'rule.grace-skips': { one: 'This can be put off once.', other: 'This can be put off {count} times.' },
  'rule.sign-in': 'Rule “{rule}”, for {whom}: signing in takes {requirement}.',
  'rule.action': 'Rule “{rule}”, for {whom}: the action “{action}” takes {requirement}.',
  'rule.advise': 'Rule “{rule}”, for {whom}: {requirement} is advised.',
  'rule.monitor': 'The rule “{rule}” is only monitored: it is not enforced yet.',

  'manage.proof': 'A change to the factors takes {requirement}.',
  'manage.enrol': 'Adding a factor takes {requirement}.',
  'manage.remove': 'Removing a factor takes {requirement}.',
  'manage.regenerate': 'Making new backup codes takes {requirement}.',
  'manage.primary': 'Choosing another factor to be asked first takes {requirement}.',
  'manage.bootstrap': 'Setting up the first factor takes {requirement}.',
  'manage.keep': 'After a removal there must still be {requirement}.',
  'manage.primaryIf': 'To choose which factor is asked first, the user needs {requirement}.',

  'codes.first-setup': {
    one: '{count} backup code is issued with the first factor.',
    other: '{count} backup codes are issued with the first factor.',
  },
  'codes.each-setup': {
    one: '{count} backup code is issued with each factor.',
    other: '{count} backup codes are issued with each factor.',
  },
  'codes.on-request': {
    one: '{count} backup code is issued when the user asks for it.',
    other: '{count} backup codes are issued when the user asks for them.',
  },
  'codes.gate': 'The factor becomes active only after the user confirms that the codes are stored.',
  'codes.replace-used': 'A used code is replaced by a new one, which is shown at once.',
  'codes.record': 'It is recorded that the user stored the codes, but the factor does not wait for it.',

  'recovery.none': 'A user who loses every factor cannot recover the account.',
  'recovery.session': 'With {via}, {whom} can sign in without the lost factor.',
  'recovery.session-enrol': 'With {via}, {whom} can sign in again, but must set up a new factor first.',
  'recovery.enrolment': 'With {via}, {whom} can set up a new factor, and nothing else.',
  'recovery.checks': 'Checked before: {checks}.',
  'recovery.approvals': {
    one: '{count} other person has to approve it.',
    other: '{count} other people have to approve it.',
  },
  'recovery.hold': 'It takes effect {hold} after it was approved; until then the user can cancel it.',
  'recovery.handover.staff': 'It is completed with a code that staff give to the person whom they checked.',
  'recovery.handover.contact':
    'It is completed with a code that is sent to an address or number known for seven days before the request.',
  'recovery.handover.none': 'It is completed without a code: anyone who knows the password can complete it.',
  'recovery.on-approval':
    'The old factors stop signing in when it is approved, and are removed when the new one is confirmed.',
  'recovery.on-confirmation': 'The old factors are removed when the new one is confirmed.',
  'recovery.freeze': 'Afterwards these wait for {period}: {actions}.',

  'trust.none': 'Browsers are not remembered.',
  'trust.for': 'For {whom}, a browser can be remembered for {period}.',
  'throttle.attempts': {
    one: '{count} wrong answer locks a factor for {lock}, and each one more for twice as long, at most {most}.',
    other:
      '{count} wrong answers in a row lock a factor for {lock}, and each one more for twice as long, at most {most}.',
  },
  'throttle.account': {
    one: '{count} wrong code of more than one factor makes all codes wait, and no other way to sign in.',
    other:
      '{count} wrong codes in a row, of more than one factor, make all codes wait, and no other way to sign in.',
  },
  'throttle.cap': {
    one: 'After {count} wrong answer the factor is suspended and must be set up again.',
    other: 'After {count} wrong answers in a row the factor is suspended and must be set up again.',
  },

  'reaction.then': 'When {event}: {effects}.',
  'event.mfa.enabled': 'the first factor is set up',
  'event.mfa.disabled': 'the last factor is removed',
  'event.factor.activated': 'a factor is set up',
  'event.factor.removed': 'a factor is removed',
  'event.backup-codes.issued': 'backup codes are issued',
  'event.recovery.completed': 'a recovery is completed',
  'event.password.changed': 'the password is changed',
  'effect.revoke-all-sessions': 'all sessions end',
  'effect.revoke-other-sessions': 'all other sessions end',
  'effect.revoke-trusted-devices': 'remembered browsers are forgotten',
  'effect.notify': 'the user is notified',
} as const;
