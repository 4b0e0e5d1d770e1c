import { type Fault, manage, methods, rule } from './lint-fault.ts';

const payout = { actions: { payout: { of: ['totp', 'webauthn'], maxAge: '5m' } } } as const;

export const lockOutFaults: readonly Fault[] = [
  {
    code: 'unreachable',
    about: 'a trait that no allowed method has',
    path: 'rules[0].enrol',
    severity: 'error',
    bad: rule({ enrol: { of: [{ method: ['totp'], trait: ['phishing-resistant'] }] } }),
    good: rule({ enrol: { of: [{ method: ['webauthn'], trait: ['phishing-resistant'] }] } }),
  },
  {
    code: 'unreachable',
    about: 'user verification, with keys that are told not to verify',
    path: 'rules[0].signIn',
    severity: 'error',
    bad: {
      ...methods({ webauthn: { allow: 'yes', userVerification: 'discouraged' } }),
      ...rule({ signIn: { of: [{ trait: ['user-verified'] }] } }),
    },
    good: rule({ signIn: { of: [{ trait: ['user-verified'] }] } }),
  },
  {
    code: 'unreachable',
    about: 'a rule that is only watched',
    path: 'rules[0].signIn',
    severity: 'warning',
    bad: rule({ mode: 'monitor', signIn: { of: ['x-card'] } }),
    good: rule({ mode: 'monitor', signIn: { of: ['totp'] } }),
  },
  {
    code: 'unreachable',
    about: 'a proof that nobody can show: a first factor that the portal does not check',
    path: 'manage.proof',
    severity: 'error',
    bad: manage({ proof: { of: ['password'], maxAge: '5m' } }),
    good: manage({ proof: { of: ['federated', 'totp', 'webauthn'], maxAge: '5m' } }),
    options: { firstFactors: ['federated'] },
  },
  {
    code: 'unreachable',
    about: 'a bootstrap that asks for a factor',
    path: 'manage.bootstrap',
    severity: 'error',
    bad: manage({ bootstrap: { of: ['totp'], maxAge: '5m' } }),
    good: manage({ bootstrap: { of: ['password'], maxAge: '5m' } }),
  },
  {
    code: 'unreachable',
    about: 'a keep that can never hold',
    path: 'manage.keep',
    severity: 'error',
    bad: manage({ keep: { of: ['password'] } }),
    good: manage({ keep: { of: ['totp', 'webauthn'] } }),
  },
  {
    code: 'unreachable',
    about: 'two backup codes',
    path: 'rules[0].actions.payout',
    severity: 'error',
    bad: rule({ actions: { payout: { count: 2, of: ['backup-code'] } } }),
    good: rule({ actions: { payout: { count: 2, of: ['totp', 'backup-code'] } } }),
  },
  {
    code: 'count-above-max',
    about: 'three where a user may have two',
    path: 'rules[0].enrol',
    severity: 'error',
    bad: {
      ...methods({ webauthn: { allow: 'yes', max: 2 } }),
      ...rule({ enrol: { count: 3, of: ['webauthn'] } }),
    },
    good: {
      ...methods({ webauthn: { allow: 'yes', max: 3 } }),
      ...rule({ enrol: { count: 3, of: ['webauthn'] } }),
    },
  },
  {
    code: 'needs-existing',
    about: 'a method of which nobody gets a new one',
    path: 'rules[0].enrol',
    severity: 'error',
    bad: {
      ...methods({ email: { allow: 'existing', until: '2030-01-01T00:00:00Z' } }),
      ...rule({ enrol: { of: ['email'] } }),
    },
    good: {
      ...methods({ email: { allow: 'existing', until: '2030-01-01T00:00:00Z' } }),
      ...rule({ enrol: { of: ['email', 'totp'] } }),
    },
  },
  {
    code: 'company-unreachable',
    about: 'a circle of activeOnlyIf',
    path: 'methods.sms.activeOnlyIf',
    severity: 'error',
    bad: methods({
      sms: { allow: 'yes', activeOnlyIf: { of: ['email'] } },
      email: { allow: 'yes', activeOnlyIf: { of: ['sms'] } },
    }),
    good: methods({
      sms: { allow: 'yes', activeOnlyIf: { of: ['email'] } },
      email: { allow: 'yes', activeOnlyIf: { of: ['sms', 'totp'] } },
    }),
  },
  {
    code: 'nobody-signs-in',
    about: 'two rules that fight for the one key',
    path: 'rules[0]',
    severity: 'error',
    bad: {
      ...methods({ webauthn: { allow: 'yes', max: 1 } }),
      rules: [
        { id: 'bound', enrol: { of: [{ method: ['webauthn'], trait: ['device-bound'] }] } },
        { id: 'synced', enrol: { of: [{ method: ['webauthn'], not: ['device-bound'] }] } },
      ],
    },
    good: {
      ...methods({ webauthn: { allow: 'yes', max: 1 } }),
      rules: [
        {
          id: 'bound',
          when: { role: ['a'] },
          enrol: { of: [{ method: ['webauthn'], trait: ['device-bound'] }] },
        },
        {
          id: 'synced',
          when: { not: { role: ['a'] } },
          enrol: { of: [{ method: ['webauthn'], not: ['device-bound'] }] },
        },
      ],
    },
  },
  {
    code: 'action-out-of-reach',
    about: 'two rules that fight over one action',
    path: 'rules[0].actions.payout',
    severity: 'error',
    bad: {
      ...methods({ webauthn: { allow: 'yes', max: 1 } }),
      rules: [
        { id: 'a', actions: { payout: { of: [{ method: ['webauthn'], trait: ['device-bound'] }] } } },
        { id: 'b', actions: { payout: { of: [{ method: ['webauthn'], not: ['device-bound'] }] } } },
      ],
    },
    good: {
      ...methods({ webauthn: { allow: 'yes', max: 1 } }),
      rules: [
        { id: 'a', actions: { payout: { of: [{ method: ['webauthn'], trait: ['device-bound'] }] } } },
        { id: 'b', actions: { refund: { of: [{ method: ['webauthn'], not: ['device-bound'] }] } } },
      ],
    },
  },
  {
    code: 'method-locks-out',
    about: 'a code to the mailbox that the link went to',
    path: 'methods.email',
    severity: 'error',
    bad: methods({ email: { allow: 'yes' } }),
    good: methods({ email: { allow: 'yes', activeOnlyIf: { of: ['totp', 'webauthn'] } } }),
    options: { firstFactors: ['magic-link'] },
  },
  {
    code: 'variant-locks-out',
    about: 'a key that does not verify its user, where sign-in and changes ask for one that does',
    path: 'methods.webauthn',
    severity: 'warning',
    bad: {
      methods: { webauthn: { allow: 'yes', max: 1 } },
      rules: [{ id: 'r', signIn: { of: [{ trait: ['user-verified'] }] } }],
      manage: { proof: { of: [{ trait: ['user-verified'] }], maxAge: '15m' } },
    },
    good: {
      methods: { webauthn: { allow: 'yes', userVerification: 'required' } },
      rules: [{ id: 'r', signIn: { of: [{ trait: ['user-verified'] }] } }],
      manage: { proof: { of: [{ trait: ['user-verified'] }], maxAge: '15m' } },
    },
  },
  {
    code: 'change-out-of-reach',
    about: 'who has an app only can never add a key',
    path: 'manage.proof',
    severity: 'warning',
    bad: manage({ proof: { of: ['webauthn'], maxAge: '15m' } }),
    good: manage({ proof: { of: ['webauthn', 'totp'], maxAge: '15m' } }),
  },
  {
    code: 'ending-locks-out',
    about: 'an end, and nothing that asks for another method before',
    path: 'methods.email.until',
    severity: 'warning',
    bad: {
      ...methods({ email: { allow: 'existing', until: '2030-01-01T00:00:00Z' } }),
      ...rule({ enrol: { of: ['totp', 'email'] } }),
    },
    good: methods({ email: { allow: 'existing', until: '2030-01-01T00:00:00Z' } }),
  },
  {
    code: 'ending-locks-out',
    about: 'a grace that outlasts the method',
    path: 'methods.email.until',
    severity: 'warning',
    bad: {
      ...methods({ email: { allow: 'existing', until: '2030-01-01T00:00:00Z' } }),
      ...rule({ enrol: { of: ['totp'] }, grace: { until: '2030-01-02T00:00:00Z' } }),
    },
    good: {
      ...methods({ email: { allow: 'existing', until: '2030-01-01T00:00:00Z' } }),
      ...rule({ enrol: { of: ['totp'] }, grace: { until: '2029-12-01T00:00:00Z' } }),
    },
  },
  {
    code: 'company-unreachable',
    about: 'a quality that no key has here',
    path: 'methods.sms.activeOnlyIf',
    severity: 'error',
    bad: methods({
      sms: { allow: 'yes', activeOnlyIf: { of: [{ trait: ['user-verified'] }] } },
      webauthn: { allow: 'yes', userVerification: 'discouraged' },
    }),
    good: methods({ sms: { allow: 'yes', activeOnlyIf: { of: [{ trait: ['user-verified'] }] } } }),
  },
  {
    code: 'action-dead-end',
    about: 'FA29 an action that takes a factor, and no way to the first one',
    path: 'rules[0].actions.payout',
    severity: 'warning',
    bad: { ...manage({ bootstrap: { of: ['totp'], maxAge: '5m' } }), ...rule(payout) },
    good: { ...manage({ bootstrap: { of: ['password'], maxAge: '5m' } }), ...rule(payout) },
  },
  {
    code: 'action-needs-enrolment',
    about: 'FA29 an action that takes a factor, where factors are optional',
    path: 'rules[0].actions.payout',
    severity: 'advice',
    bad: rule(payout),
    good: rule({ when: { enrolled: true }, ...payout }),
  },
];
