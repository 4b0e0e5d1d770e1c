/** The full policy with this at that path is refused, for this reason. */
export type Refused = readonly [path: string, value: unknown, why: string];

const unknownKey = 'no such key';
const notObject = 'an object';
const notText = 'text of at least one character';
const notDuration = 'a whole number and s, m, h or d, such as "15m", up to ten years';
const notMoment = 'a moment in UTC, such as "2027-03-01T00:00:00Z"';
const notMethod = "one of totp, email, sms, webauthn, or a plug-in's x-…";
const notShown =
  "one of password, federated, passkey, magic-link, totp, email, sms, webauthn, backup-code, or a plug-in's x-…";
const notAction = 'a name of 1 to 64 letters, digits, ".", "_", ":", "-"';
const range = (min: number, max: number, why?: string): string =>
  `a whole number from ${min} to ${max}${why === undefined ? '' : ` (${why})`}`;

/** The same for each of these values, at each of these paths. */
function each(paths: readonly string[], values: readonly unknown[], why: string): readonly Refused[] {
  return paths.flatMap((path) => values.map((value) => [path, value, why] as const));
}

const MISSING = [
  'schema',
  'id',
  'methods',
  'rules',
  'manage',
  'recovery',
  'manage.proof',
  'rules[0].id',
  'methods.totp.allow',
  'backupCodes.issue',
  'backupCodes.acknowledge',
  'recovery[1].via',
  'recovery[1].grants',
  'on[0].event',
  'on[0].do',
  'rules[0].enrol.of',
  'trustedDevices.for',
  'recovery[1].after.freeze.actions',
  'recovery[1].after.freeze.for',
];

const MISSPELT = [
  'rule',
  'Rules',
  'enrolledMeansRequird',
  'trustedDevice',
  'constructor',
  'methods.totp.maximum',
  'methods.email.code.length',
  'methods.email.send.perMinute',
  'rules[0].signin',
  'rules[0].when.roles',
  'rules[0].when.not.groups',
  'rules[0].grace.skips',
  'rules[0].when.any[0].attributes',
  'manage.proofs',
  'backupCodes.warnat',
  'throttle.maxlock',
  'recovery[1].holds',
  'recovery[1].verify.approval',
  'recovery[1].after.freezes',
  'recovery[1].after.freeze.until',
  'on[0].then',
  'rules[0].signIn.maxage',
  'rules[0].signIn.Live',
  'rules[1].signIn.any[0].of[0].traits',
  'rules[1].signIn.of',
  'manage.keep.none',
  'trustedDevices.proofs',
];

const OBJECTS = [
  'methods',
  'methods.totp',
  'methods.email.code',
  'methods.email.send',
  'rules[0]',
  'rules[0].when',
  'rules[0].when.not',
  'rules[0].when.any[1]',
  'rules[0].when.attribute',
  'rules[0].actions',
  'rules[0].grace',
  'rules[0].advise',
  'manage',
  'manage.proof',
  'manage.keep',
  'backupCodes',
  'throttle',
  'trustedDevices',
  'recovery[0]',
  'recovery[1].verify',
  'recovery[1].after',
  'recovery[1].after.freeze',
  'on[0]',
  'rules[1].signIn.any[1]',
];

const LISTS = [
  'rules',
  'recovery',
  'on',
  'rules[0].enrol.of',
  'rules[0].when.role',
  'rules[0].when.group',
  'rules[0].when.any',
  'rules[0].when.attribute.country',
  'rules[1].signIn.any',
  'rules[1].signIn.any[1].all',
  'rules[1].signIn.any[0].of[0].method',
  'rules[1].signIn.any[0].of[0].trait',
  'rules[1].signIn.any[0].of[0].not',
  'backupCodes.after',
  'recovery[1].verify.checks',
  'recovery[1].after.freeze.actions',
];

const MAY_BE_EMPTY = ['rules', 'recovery', 'on'];

const NIST_CAP = 'NIST SP 800-63B-4 §3.2.2 allows at most 100';
const NIST_BITS = 'NIST SP 800-63B-4 §4.2.1.1 asks for at least 64';
const STEPS = 'steps; RFC 6238 §5.2 recommends one';

/** Refused by the reader and by the schema. */
export const structurally: readonly Refused[] = [
  ...each(MISSING, [undefined], 'a value'),
  ...each(MISSPELT, ['x'], unknownKey),
  ...each(OBJECTS, [null, 'x', 7, true, []], notObject),
  ...each(MAY_BE_EMPTY, [null, 'totp', {}, 3], 'a list'),
  ...each(
    LISTS.filter((path) => !MAY_BE_EMPTY.includes(path)),
    [null, 'totp', {}, 3, []],
    'a list of at least 1',
  ),
  ...each(
    [
      'id',
      '$schema',
      'rules[0].id',
      'rules[0].when.role[0]',
      'rules[0].when.group[1]',
      'recovery[1].verify.checks[0]',
    ],
    ['', null, 7, ['a']],
    notText,
  ),
  ...each(
    ['rules[0].when.attribute.country[0]'],
    ['', null, ['DE'], {}],
    'text of at least one character, a number, true or false',
  ),
  // Words.
  ...each(['schema'], [0, 2, '1', null], '1'),
  ...each(['methods.totp.allow'], ['no', true, null], 'one of yes, existing'),
  ...each(['methods.webauthn.userVerification'], ['always', true], 'one of required, preferred, discouraged'),
  ...each(['enrolledMeansRequired'], ['yes', 1, 'true', null], 'true or false'),
  ...each(['rules[0].mode'], ['watch', ''], 'one of enforce, monitor'),
  ...each(['rules[0].when.risk'], ['severe', 1], 'one of low, medium, high'),
  ...each(['rules[0].signIn.distinct'], ['person', null], 'one of factor, method, channel'),
  ...each(['rules[0].signIn.live'], [false, 'true', null], 'true'),
  ...each(
    ['rules[1].signIn.any[0].of[0].trait[1]', 'rules[1].signIn.any[0].of[0].not[0]'],
    ['strong', 1],
    'one of phishing-resistant, user-verified, device-bound, remembered',
  ),
  ...each(['backupCodes.issue'], ['always', '', null], 'one of first-setup, each-setup, on-request'),
  ...each(['backupCodes.acknowledge'], [false, 'yes'], 'one of gate, record'),
  ...each(['recovery[1].grants'], ['everything', true], 'one of session, enrolment'),
  ...each(['recovery[1].resets'], ['all', false], 'one of nothing, on-approval, on-confirmation'),
  ...each(['recovery[1].after.enrol'], [false, 'yes'], 'true'),
  ...each(['recovery[1].verify.approvals'], [0, 3, '2'], 'one of 1, 2'),
  ...each(
    ['on[0].event'],
    ['mfa.enable'],
    'one of mfa.enabled, mfa.disabled, factor.activated, factor.removed, backup-codes.issued, recovery.completed, password.changed',
  ),
  ...each(
    ['on[0].do[0]'],
    ['mail', ''],
    'one of revoke-all-sessions, revoke-other-sessions, revoke-trusted-devices, notify',
  ),
  ...each(['methods.email.code.digits'], [5, 9, '6', 6.5], 'one of 6, 7, 8'),
  // Names.
  ...each(
    [
      'password',
      'backup-code',
      'TOTP',
      'x-',
      'x-Card',
      'x-a_b',
      `x-${'a'.repeat(31)}`,
      'toString',
      ' totp',
      'totp2',
    ].map((name) => `methods.${name}`),
    [{ allow: 'yes' }],
    notMethod,
  ),
  ...each(['backupCodes.after[0]'], ['password', 'otp', 7, null], notMethod),
  ...each(
    ['rules[0].enrol.of[0]', 'rules[1].signIn.any[0].of[0].method[1]'],
    ['otp', 'Password', '', 'x-', 'support2'],
    notShown,
  ),
  ...each(['rules[1].signIn.any[0].of[0].method[0]'], [3, null, {}], notShown),
  ...each(['rules[0].enrol.of[0]'], [7, null, true, []], notObject),
  ...each(
    ['recovery[1].via'],
    ['password', 'totp', 'email', '', null],
    "one of backup-code, support, form, or the portal's own x-…",
  ),
  ...each(
    ['rules[0].actions.pay out', `rules[0].actions.${'a'.repeat(65)}`, 'rules[0].actions.größe'],
    [{ of: ['totp'] }],
    notAction,
  ),
  ...each(['recovery[1].after.freeze.actions[0]'], ['pay out', '', 'a'.repeat(65), 7], notAction),
  ...each([`rules[0].when.attribute.${'a'.repeat(65)}`], [['DE']], 'a name of at most 64 characters'),
  // Times.
  ...each(
    [
      'rules[0].signIn.maxAge',
      'rules[2].grace.for',
      'throttle.lock',
      'throttle.maxLock',
      'methods.email.code.expiresAfter',
      'methods.email.send.every',
      'recovery[1].hold',
      'recovery[1].after.freeze.for',
      'trustedDevices.for',
    ],
    ['15', '0m', '1.5h', '15 m', '-1m', 900, null, ''],
    notDuration,
  ),
  ...each(
    ['methods.sms.until', 'rules[0].grace.until'],
    [
      '2027-03-01',
      '2027-03-01T00:00:00',
      '2027-03-01T00:00:00+01:00',
      '2027-03-01T00:00:00.000Z',
      1_803_859_200_000,
      null,
    ],
    notMoment,
  ),
  ...each(
    ['rules[0].signIn.maxAge', 'recovery[1].hold', 'throttle.maxLock'],
    ['3651d', '999999999h'],
    notDuration,
  ),
  ...each(
    ['methods.email.code.expiresAfter'],
    ['601s', '11m', '1h', '1d'],
    'NIST SP 800-63B-4 §3.1.3.2 allows at most 10 minutes',
  ),
  ...each(['trustedDevices.for'], ['91d', '2161h'], 'at most 90 days'),
  ...each(
    ['methods.sms.until', 'rules[0].grace.until'],
    [
      '2027-06-31T00:00:00Z',
      '2027-02-30T00:00:00Z',
      '2027-02-29T00:00:00Z',
      '2100-02-29T00:00:00Z',
      '2027-01-01T24:00:00Z',
      '2027-13-01T00:00:00Z',
    ],
    notMoment,
  ),
  // Numbers.
  ...each(['methods.totp.max'], [0, 51, 1.5, '5', -1, null], range(1, 50)),
  ...each(['methods.totp.past', 'methods.totp.future'], [-1, 11, 0.5, '1'], range(0, 10, STEPS)),
  ...each(['methods.email.send.perHour'], [0, 101], range(1, 100)),
  ...each(['methods.email.send.perDay'], [0, 1001], range(1, 1000)),
  ...each(['rules[0].signIn.count'], [0, 11, '2'], range(1, 10)),
  ...each(['rules[3].grace.skips'], [0, 101, '1'], range(1, 100)),
  ...each(['backupCodes.count'], [0, 51, '10'], range(1, 50)),
  ...each(['backupCodes.bits'], [63, 0, 257, '64'], range(64, 256, NIST_BITS)),
  ...each(['backupCodes.warnAt'], [-1, 51, '3'], range(0, 50)),
  ...each(['trustedDevices.max'], [0, 51], range(1, 50)),
  ...each(['throttle.attempts'], [0, 101, '5'], range(1, 100)),
  ...each(['throttle.cap'], [0, 101, 1000, '100', null], range(1, 100, NIST_CAP)),
  // One thing with another.
  ...each(
    ['rules[0].when', 'rules[0].when.not', 'rules[0].when.any[0]', 'trustedDevices.when', 'recovery[1].when'],
    [{}],
    'at least one member: leave the condition out to mean everyone',
  ),
  ...each(
    ['rules[0].enrol.of[0]', 'rules[1].signIn.any[0].of[0]'],
    [{}, { not: ['remembered'] }],
    'a method or a trait: without one, everything meets it',
  ),
  ['methods.sms.allow', 'yes', 'no end (until), since new ones are allowed: say allow "existing"'],
  ['rules[2].enrol', undefined, 'something to enrol (enrol), since there is a grace'],
];

/** Refused by the reader alone, and why the schema cannot. */
export const byTheReaderAlone: readonly (Refused & readonly [string, unknown, string])[] = [
  // A schema compares no value with another.
  ['throttle.lock', '2d', 'a first lock (lock) that is not longer than the longest (maxLock)'],
  ['methods.x-notary', { allow: 'yes' }, 'a name that is not that of a recovery'],
  // A schema compares no entry of a list with another by one of their fields.
  ['rules[1].id', 'a', 'no two entries of one key'],
  // A schema counts characters, the reader the units of a text: the same but for what lies beyond the first 65,536.
  [`rules[0].when.attribute.${'\u{1F600}'.repeat(40)}`, ['DE'], 'a name of at most 64 characters'],
];
