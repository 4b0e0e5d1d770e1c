/** The texts of findings. A finding's code is the part after `lint.`. */
export const lintTexts = {
  'lint.unreachable': 'No user can ever meet this: {requirement}.',
  'lint.count-above-max': 'This asks for more factors than a user may have: {requirement}.',
  'lint.needs-existing':
    'Only users who already have a factor of a method that is being phased out can meet this: {requirement}.',
  'lint.company-unreachable':
    'No user can add {method}: the other factor that it needs can never be added first.',
  'lint.nobody-signs-in':
    'Some users cannot sign in with any set of factors, because these rules cannot be met together: {rules}.',
  'lint.action-out-of-reach':
    'Some users can never do “{action}”: what the rules ask for cannot be met together.',
  'lint.action-dead-end': 'Some users can neither do “{action}” nor set up what it asks for.',
  'lint.action-needs-enrolment':
    'A user with nothing set up must set up a factor before “{action}”. To ask only users who have one, add the condition enrolled.',
  'lint.method-locks-out': 'Users who have only {method} can never sign in.',
  'lint.variant-locks-out': 'Users who have only {method} that is not {traits} can never sign in.',
  'lint.change-out-of-reach': 'Users who have only {method} can never meet this requirement: {requirement}.',
  'lint.ending-locks-out':
    'From {until} on, users who have only {method} are locked out, and no rule requires another method before.',
  'lint.sms-only':
    'Text messages are the only way to meet this. Offer one that does not depend on a telephone number (NIST SP 800-63B-4 §3.2.9).',
  'lint.sms-alone':
    'A text message code may be the only factor. Let it count only together with another factor (activeOnlyIf).',
  'lint.no-phishing-resistant-method':
    'No method that is proof against phishing is offered (NIST SP 800-63B-4 §2.2.2).',
  'lint.offer-missing':
    'The profile “{profile}” demands that users are offered {requirement}, and they are not.',

  'lint.recovery-weaker':
    'Sign-in requires a phishing-resistant factor, but with {via} a user signs in without one.',
  'lint.recovery-one-approval': 'With {via}, a single approver can let a person sign in without a factor.',
  'lint.recovery-unchecked': 'With {via}, nobody has to check who the requester is.',
  'lint.recovery-not-handed-over':
    'With {via}, no recovery code is needed: anyone who knows the password can complete an approved recovery.',
  'lint.recovery-by-contact':
    'With {via}, the recovery code goes to a contact: anyone who can read that mailbox or phone can replace the factor.',
  'lint.recovery-leaves-password':
    'With {via}, the old factors are removed and a session opens: the password alone signs in until the user sets up a new factor. Set grants: "enrolment", or require a new factor (after).',
  'lint.recovery-shadowed': 'This entry is never used: an earlier entry applies to all its users.',
  'lint.change-by-first-factor':
    'An attacker who has only the password can change the factors of a user: no factor is required.',
  'lint.change-proof-without-factor':
    'In a session that is open, the first factor alone is enough for this: {requirement}.',
  'lint.change-without-fresh-proof':
    'A session of any age is enough for this: limit the age of the proof (maxAge; OWASP ASVS 7.5.1).',
  'lint.same-channel':
    'Two factors on one channel are enough for this: {requirement}. Set distinct: "channel".',
  'lint.link-and-code':
    'A link and a code sent to the same mailbox are enough to sign in. Leave enrolledMeansRequired on, or set distinct: "channel".',
  'lint.enrolled-not-asked':
    'Users who have a factor are not asked for it: a stolen password is enough to sign in.',
  'lint.recovery-not-asked':
    'A user who signs in without a factor is not asked for the recovery code, so nobody can complete this recovery. Add a rule that requires a factor at sign-in of enrolled users, or leave enrolledMeansRequired on.',
  'lint.sign-in-adds-nothing': 'The first factor alone meets this: {requirement}.',
  'lint.action-open': 'Users outside this rule can do “{action}” without further proof.',

  'lint.no-way-back': 'Users who lose {method} are locked out: there is no other method and no recovery.',
  'lint.backup-codes-unused': 'Backup codes are issued, but nothing accepts them.',
  'lint.backup-codes-never-issued': 'Backup codes are accepted, but none are issued.',
  'lint.backup-codes-after-unknown': 'Backup codes are issued after a method that is not allowed: {method}.',
  'lint.gate-never-closes':
    'Codes that are issued on request cannot delay a factor: set acknowledge: "record", or issue them with the set-up.',
  'lint.warns-at-once': 'Users with {count} new codes are warned at once that few are left.',
  'lint.frozen-action-unknown': 'No rule names the action “{action}”, so there is nothing to freeze.',

  'lint.existing-without-end': 'No end is set for {method}, which is being phased out (until).',
  'lint.method-ended': 'The end of {method} was {until}: it is no longer allowed.',
  'lint.grace-over': 'The grace ended at {until}: the enrolment is now required.',
  'lint.when-never': 'No user can meet this condition, so the entry never applies.',
  'lint.duplicate-rule': 'This says the same as the rule “{rule}”.',
  'lint.rule-asks-nothing': 'This rule requires nothing.',
  'lint.names-missing': 'This names {method}, which this policy does not have.',
  'lint.throttle-never-locks':
    'The first lock would come after {attempts} wrong answers, but a factor is suspended after {cap}.',
  'lint.trusted-device-useless': 'A remembered browser has no effect: sign-in requires live proof.',
} as const;
