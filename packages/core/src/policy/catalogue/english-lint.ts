/** The texts of findings. A finding's code is the part after `lint.`. */
export const lintTexts = {
  'lint.unreachable': 'No user can ever meet this: {requirement}.',
  'lint.count-above-max': 'This asks for more factors than a user may have: {requirement}.',
  'lint.needs-existing':
    'Only who already has a factor of a method that is being phased out can meet this: {requirement}.',
  'lint.company-unreachable': 'Nobody can ever add {method}: what it needs besides it can never come first.',
  'lint.nobody-signs-in':
    'For some users no set of factors opens the portal: these cannot be met together: {rules}.',
  'lint.action-out-of-reach':
    'Some users can never do “{action}”: what the rules ask for cannot be met together.',
  'lint.action-dead-end': 'Some users can neither do “{action}” nor set up what it asks for.',
  'lint.action-needs-enrolment':
    'A user with nothing set up must set up a factor before “{action}”. To ask only users who have one, add the condition enrolled.',
  'lint.method-locks-out': 'Who has only {method} can never sign in.',
  'lint.variant-locks-out': 'Who has only {method} that is not {traits} can never sign in.',
  'lint.change-out-of-reach': 'Who has only {method} can never show what this asks for: {requirement}.',
  'lint.ending-locks-out':
    'From {until} on, who has only {method} is locked out, and no rule asks for another in time.',
  'lint.sms-only':
    'Text messages are the only way to meet this. Offer one that does not hang on a telephone number (NIST SP 800-63B-4 §3.2.9).',
  'lint.sms-alone':
    'A text message code may be the only factor. Let it count only besides another (activeOnlyIf).',
  'lint.no-phishing-resistant-method':
    'No method that is proof against phishing is offered (NIST SP 800-63B-4 §2.2.2).',
  'lint.offer-missing':
    'The profile “{profile}” demands that users are offered {requirement}, and they are not.',

  'lint.recovery-weaker':
    'Signing in takes something that is proof against phishing; with {via} a user gets in without.',
  'lint.recovery-one-approval': 'With {via}, one approver alone can let somebody in without a factor.',
  'lint.recovery-unchecked': 'With {via}, nothing has to be checked about who asks.',
  'lint.recovery-not-handed-over':
    'With {via}, no recovery code is needed: whoever knows the password completes what staff approved for the owner.',
  'lint.recovery-by-contact':
    'With {via}, the recovery code goes to a contact: whoever reads the mailbox or phone has what replaces the factor.',
  'lint.recovery-leaves-password':
    'With {via}, the old factors are removed and a session opens: the password alone signs in until the owner sets up a new factor. Say grants: "enrolment", or that a new factor must follow (after).',
  'lint.recovery-shadowed': 'This is never used: for everyone whom it is for, an earlier entry is.',
  'lint.change-by-first-factor':
    'Who has a factor set up can be changed by a thief who has only the password: the factor is not asked for.',
  'lint.change-proof-without-factor':
    'In a session that is open, the first factor alone is enough for this: {requirement}.',
  'lint.change-without-fresh-proof':
    'A session is enough for this, however old: say how old the proof may be (maxAge; OWASP ASVS 7.5.1).',
  'lint.same-channel':
    'Two factors on one channel are enough for this: {requirement}. Say distinct: "channel".',
  'lint.link-and-code':
    'A link and a code sent to the same mailbox are enough to sign in. Leave enrolledMeansRequired on, or say distinct: "channel".',
  'lint.enrolled-not-asked':
    'Who has set up a factor is not asked for it: a stolen password opens the account.',
  'lint.recovery-not-asked':
    'Who signs in without a factor is not asked for the recovery code, so that nobody can complete this recovery. Add a rule for users who are enrolled that asks for a factor at sign-in, or leave enrolledMeansRequired on.',
  'lint.sign-in-adds-nothing': 'The first factor alone meets this: {requirement}.',
  'lint.action-open': 'Whom this rule is not for can do “{action}” without showing anything more.',

  'lint.no-way-back': 'Who loses {method} is locked out: there is no other method and no recovery.',
  'lint.backup-codes-unused': 'Backup codes are issued, and nothing accepts them.',
  'lint.backup-codes-never-issued': 'Backup codes are accepted, and none are issued.',
  'lint.backup-codes-after-unknown': 'Backup codes are issued after a method that is not allowed: {method}.',
  'lint.gate-never-closes':
    'Codes that are issued on request can hold back no factor: say acknowledge: "record", or issue them with the set-up.',
  'lint.warns-at-once': 'Who has just got {count} codes is told at once that few are left.',
  'lint.frozen-action-unknown': 'No rule names the action “{action}”, so there is nothing to freeze.',

  'lint.existing-without-end': 'No end is set for {method}, which is being phased out (until).',
  'lint.method-ended': 'The end of {method} has passed, at {until}: it is not allowed any more.',
  'lint.grace-over': 'The grace has ended, at {until}: the enrolment is asked for now.',
  'lint.when-never': 'This condition holds for nobody, so the entry never applies.',
  'lint.duplicate-rule': 'This says the same as the rule “{rule}”.',
  'lint.rule-asks-nothing': 'This rule asks for nothing.',
  'lint.names-missing': 'This names {method}, which this policy does not have.',
  'lint.throttle-never-locks':
    'The first lock would come after {attempts} wrong answers, and a factor is dead after {cap}.',
  'lint.trusted-device-useless':
    'A remembered browser saves nobody anything: sign-in asks for what is shown live.',
} as const;
