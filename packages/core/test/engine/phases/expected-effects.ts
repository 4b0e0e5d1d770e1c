/** What an operation effects, each once. */
export interface Expected {
  /** Written in the audit trail, with the commit, and told to `portal.onEvent` after it. */
  readonly events?: readonly string[];
  /** Through ports, and in the outbox. */
  readonly ports?: readonly string[];
  /** Key derivations: before the commit. */
  readonly derivations?: number;
}

/** By the name of the operation. What changes nothing and reaches no port but a store and a sealer effects nothing. */
export const expectedEffects: { readonly [name: string]: Expected } = {
  'a sign-in is begun': {},
  'a sign-in from a trusted browser, whose token is exchanged': { events: ['trusted-device.used'] },
  'a challenge is described': {},
  'a code is sent': { events: ['code.sent'], ports: ['admitted', 'delivered'] },
  'a browser is asked': {},
  'the code of an app is right, and the browser is trusted': {
    events: ['factor.accepted', 'trusted-device.added'],
    ports: ['noted for the user: trusted-device.added'],
  },
  'a code is wrong': { events: ['factor.rejected'] },
  'a code that was sent is right': { events: ['factor.accepted'], ports: ['code told as used'] },
  'a key answers with another credential': { events: ['factor.refused'] },
  'a backup code is right, and is replaced': {
    events: ['backup-code.accepted'],
    ports: ['noted for the user: backup-code.accepted'],
    derivations: 2,
  },
  'a backup code is wrong': { events: ['backup-code.rejected'], derivations: 1 },
  'a step-up is begun': {},
  'the assurance of a session is looked at': {},
  'the password is right': { events: ['password.accepted'], ports: ['password checked'] },
  'the password is wrong': { events: ['password.rejected'], ports: ['password checked'] },
  'the settings are read': {},
  'the set-up of an app is begun': { events: ['enrolment.begun'] },
  'the set-up of a mailbox is begun, and its code sent': {
    events: ['code.sent', 'enrolment.begun'],
    ports: ['admitted', 'delivered'],
  },
  'a set-up is shown again': {},
  'the code of a set-up is sent again': { events: ['code.sent'], ports: ['admitted', 'delivered'] },
  'a mailbox is proven, and backup codes are shown': {
    events: ['backup-codes.issued', 'factor.activated', 'mfa.enabled', 'primary.changed'],
    ports: ['code told as used', 'noted for the user: mfa.enabled', 'sessions ended: all'],
    derivations: 10,
  },
  'a key is proven, and its credential reserved': {
    events: ['factor.activated'],
    ports: ['credential row written', 'noted for the user: factor.activated'],
  },
  'a key replaces another, whose credential is freed': {
    events: ['factor.activated', 'factor.removed', 'primary.changed'],
    ports: [
      'credential row written',
      'credential row written',
      'noted for the user: factor.activated',
      'sessions ended: others',
    ],
  },
  'a key whose credential another account has': {},
  'the backup codes are acknowledged, and the factor becomes active': {
    events: [
      'backup-codes.acknowledged',
      'backup-codes.issued',
      'factor.activated',
      'mfa.enabled',
      'primary.changed',
    ],
    ports: ['noted for the user: mfa.enabled', 'sessions ended: all'],
  },
  'an enrolment is postponed': { events: ['enrolment.postponed'] },
  'a factor gets another name': {
    events: ['factor.renamed'],
    ports: ['noted for the user: factor.renamed'],
  },
  'another factor is asked first': {
    events: ['primary.changed'],
    ports: ['noted for the user: primary.changed'],
  },
  'a key is removed, and its credential freed': {
    events: ['factor.removed', 'mfa.disabled'],
    ports: ['credential row written', 'noted for the user: mfa.disabled', 'sessions ended: others'],
  },
  'new backup codes are shown': {
    events: ['backup-codes.issued'],
    ports: ['noted for the user: backup-codes.issued', 'sessions ended: others'],
    derivations: 10,
  },
  'the trusted browsers are listed': {},
  'the trust in all browsers ends': { events: ['trusted-device.revoked'] },
  'the password was changed': {
    events: ['password.changed'],
    ports: ['noted for the user: password.changed', 'sessions ended: others'],
  },
  'the stamp is read': {},
  'a recovery is requested': {
    events: ['recovery.requested'],
    ports: ['noted for the user: recovery.requested'],
  },
  'a recovery is approved': {
    events: ['recovery.approved'],
    ports: ['noted for the user: recovery.approved'],
  },
  'a recovery is cancelled': {
    events: ['recovery.cancelled'],
    ports: ['noted for the user: recovery.cancelled'],
  },
  'a recovery is completed': {
    events: ['recovery.completed'],
    ports: ['noted for the user: recovery.completed', 'sessions ended: all'],
  },
  'the desk looks at an account': {},
  'the desk unlocks a factor': { events: ['factor.unlocked'] },
  'the desk ends the trust in all browsers': { events: ['trusted-device.revoked'] },
  'a notice is sent': { ports: ['told of mfa.enabled'] },
  'the trail is read': {},
  'the trail is exported': {},
  'an account is exported': {},
  'an account is erased, and a credential freed': {
    events: ['account.erased'],
    ports: ['credential row written'],
  },
  'an account moves to another user id': {
    events: ['user-id.changed', 'user-id.changed'],
    ports: ['other account written', 'sessions ended: all'],
  },
  'keys are rotated': { events: ['secrets.resealed'] },
};

/**
 * What follows the commit, and is lost if the process ends in between. All else is part of the commit or comes before it.
 * - `observed`: `portal.onEvent` hears nothing; the trail has it.
 * - `sessions ended`: `revokeSessions` was not called; sessions that are tokens end with the commit.
 * - `delivered`: the code is the only valid one, and was not sent; the user asks for another.
 * - `code told as used`: the breaker of a send guard counts one unused code too many.
 * - `credential row written`: a credential stays reserved for a factor that is gone; anyone who enrols it next takes it over.
 */
export const LOST_IN_A_CRASH: readonly string[] = [
  'observed',
  'sessions ended',
  'delivered',
  'code told as used',
  'credential row written',
];

/** What a failed call may add: what was counted or reserved is given back, and what could not be sent is recorded. */
export const ADDED_BY_A_FAILURE: readonly string[] = [
  'refunded',
  'credential row written',
  'wrote code.not-sent',
  'observed code.not-sent',
];

export function listOf({ events = [], ports = [], derivations = 0 }: Expected): readonly string[] {
  return [
    ...ports,
    ...events.flatMap((type) => [`wrote ${type}`, `observed ${type}`]),
    ...Array.from({ length: derivations }, () => 'derived'),
  ].toSorted();
}
