import type { RecoveryPath } from '@factorkit/core';

/** Every sentence of the desk's own pages, except the history's (`history-sentences.ts`). */
export const deskWords = {
  find: {
    lead: 'Choose the portal and type the name of the person who asks for help.',
    portal: 'Portal',
    name: 'Name',
    nameHint: 'User name, full name or email address.',
    button: 'Find',
    nobody: (name: string, portal: string): string =>
      `Nobody at ${portal} goes by “${name}”. Check the spelling, and that it is the right portal.`,
    several: 'More than one person fits',
    waiting: 'Recoveries in progress',
    waitingLead: 'They lost what they sign in with, and somebody has to look after them.',
    none: 'None. Anyone who asks for one shows up here.',
  },
  user: {
    back: 'Find another user',
    portal: 'Portal',
    userName: 'User name',
    status: 'Two-factor authentication',
    on: 'active',
    off: 'not active',
    nothing: 'Nothing is set up: the password alone signs in. So there is nothing here that could be lost.',
    frozen: (until: string): string => `After a recovery, this account may help nobody until ${until}.`,
    own: 'This is your own account. If it needs help, a colleague has to give it.',
    onFile: 'On file',
    email: 'Email address',
    phone: 'Phone number',
    none: 'none',
    neverRead: 'Never read these out. Let the caller say them.',
    methods: 'Methods',
    noSecrets:
      'You see here what there is, and never a secret or a code: nobody can look those up. A lost method is replaced.',
    method: 'Method',
    sentTo: 'Codes go to',
    model: 'Model',
    added: 'Added',
    lastUsed: 'Last used',
    first: 'asked first',
    state: 'State',
    works: 'works',
    failures: (count: number): string =>
      count === 1
        ? 'works; 1 wrong answer since it last did'
        : `works; ${count} wrong answers since it last did`,
    locked: (until: string): string =>
      `locked after too many wrong answers: nothing is accepted until ${until}`,
    suspended: 'blocked for good after far too many wrong answers: only a new set-up helps',
    unlock: 'Unlock',
    codes: 'Backup codes',
    codesLeft: (left: number, issued: number): string => `${left} of ${issued} left.`,
    codesUse: 'A backup code signs in without the lost method. Ask the caller for that first.',
    browsers: 'Trusted browsers',
    browsersLead: 'They sign in without the second step.',
    until: 'Trusted until',
    endTrust: 'End the trust in all of them',
    history: 'History',
    historyLead:
      '“The user” is the person who was at the user’s sign-in. Where wrong answers come from a strange address, ask.',
    all: (count: number): string => `Show all ${count} entries`,
    by: { user: 'the user', link: 'by the link in a message', system: 'upkeep' },
    from: (ip: string): string => `from ${ip}`,
    reason: 'Reason:',
    noHistory: 'Nothing has happened yet.',
  },
  recovery: {
    lost: 'Lost the phone or the key?',
    lostLead:
      'A recovery is the way to a new method. Opening one changes nothing yet: then somebody has to make sure who it is, and approve.',
    open: {
      support: 'Open a recovery',
      form: 'Open a recovery by identity form',
    } as Readonly<Record<string, string>>,
    noWay: (portal: string): string => `The rules of ${portal} give the desk no way to let somebody back in.`,
    heading: 'Recovery in progress',
    tell: {
      heading: 'Recovery code',
      lead: (name: string): string =>
        `Tell this code to ${name} now, and to nobody else. It is entered after the password.`,
      once: 'It is shown this once. If it gets lost, approve again for a new one.',
    },
    newCode: 'Check again and make a new code',
    off: (name: string): string =>
      `Approved. The old methods do not sign in any more. ${name} signs in with the password and enters the recovery code.`,
    asked: 'Asked for by',
    user: 'the user, who knew the password',
    when: 'Asked for',
    via: 'Way',
    ways: { support: 'support desk', form: 'identity form' } as Readonly<Record<string, string>>,
    checks: 'Checks',
    done: 'done',
    notYet: 'not yet',
    approvals: 'Approved by',
    nobody: 'nobody yet',
    needed: (have: number, need: number): string => `${have} of ${need} needed`,
    expires: 'Ends by itself',
    missing: {
      everything: 'Waiting: somebody has to make sure who it is, and approve.',
      rest: 'Waiting: somebody has to check the rest, and approve.',
      checks: 'Waiting: not everything was checked yet. Anyone who checks the rest approves too.',
      approvals: 'Waiting: everything was checked, and one more person has to approve.',
    },
    held: (until: string): string =>
      `Approved. It waits until ${until}, so that the owner can cancel it if it was somebody else. Nobody can shorten that.`,
    ready: (name: string): string =>
      `Approved. ${name} signs in with the password, enters the recovery code and sets up a new method. The old ones stop working when the new one works.`,
    completed: (name: string): string =>
      `It was used: ${name} is setting up a new method. It is over as soon as that one works.`,
    yours: 'You asked for it, so a colleague has to approve it.',
    approved: 'You have approved it.',
    approve: 'Check and approve',
    callOff: 'Cancel it',
  },
  checks: {
    identity: {
      label: 'This is the person whose account it is',
      hint: 'Call back on the number on file. Ask what only they can know; tell them nothing.',
    },
    'registered-email': {
      label: 'The request came from the registered email address',
      hint: 'Compare every letter with the one on file, and answer only to that one.',
    },
    'verified-form': {
      label: 'The identity form is complete, and it was verified',
      hint: 'With the document that belongs to it. Without a verified form, do nothing.',
    },
    'seen-in-person': {
      label: 'I have seen the colleague in person',
      hint: 'Face to face, not on a screen.',
    },
    'manager-call': {
      label: 'I have called the manager',
      hint: 'On the number in the staff list.',
    },
  } as Readonly<Record<string, { readonly label: string; readonly hint: string }>>,
  action: {
    purpose: 'change somebody’s account',
    note: 'Reason',
    noteHint: (helper: string): string =>
      `Who asked, how, and what you did. It stays in the history with your name, ${helper}. No codes, no passwords, no document numbers.`,
    noteMissing: 'Please write down why.',
    noteLong: 'Please be shorter: at most 500 characters.',
    checks: 'What I have checked myself',
    checksMissing: 'Please tick what you have checked. Without that there is nothing to approve.',
    cancel: 'Cancel',
    back: 'Back to the user',
    open: {
      title: (name: string): string => `Open a recovery for ${name}`,
      lead: 'For somebody who asked you because the phone or key is lost. It changes nothing yet, and the user is told of it with a way to cancel it.',
      next: (approvals: number): string =>
        approvals === 1
          ? 'A colleague then has to make sure who it is, and approve: you cannot, because you opened it.'
          : `${approvals} colleagues then have to make sure who it is, and approve: you cannot, because you opened it.`,
      submit: 'Open the recovery',
    },
    approve: {
      title: (name: string): string => `Approve the recovery of ${name}`,
      lead: (name: string, portal: string): string =>
        `You vouch that this is ${name}, the owner of the account at ${portal}.`,
      next: {
        'on-approval':
          'With the last approval all methods and backup codes of the account stop signing in. The user goes on with the recovery code.',
        'on-confirmation':
          'With the last approval and the recovery code the user sets up a new method. The old ones stop working when the new one works.',
        nothing: 'With the last approval and the recovery code the user gets in again.',
      },
      submit: 'Approve',
    },
    'call-off': {
      title: (name: string): string => `Cancel the recovery of ${name}`,
      lead: 'Methods that it switched off work again, and sessions that it gave end. If it is needed, it can be opened again.',
      submit: 'Cancel it',
    },
    unlock: {
      title: (what: string): string => `Unlock ${what}`,
      lead: 'For somebody who mistyped too often and cannot wait. It may be tried again at once; the wrong answers stay counted, so the next one locks it again, and for longer.',
      codes: 'the backup codes',
      submit: 'Unlock',
    },
    'end-trust': {
      title: (name: string): string => `End the trust in all browsers of ${name}`,
      lead: 'For a lost or stolen computer. Every browser then asks for the second step again.',
      submit: 'End the trust',
    },
  },
  said: {
    opened: 'The recovery is open. A colleague has to make sure who it is, and approve.',
    approvedMore: 'Your approval is written down. More is needed before it takes effect.',
    approvedHeld: 'Approved. It takes effect after the waiting time.',
    approvedReady: 'Approved. With the recovery code the user can set up a new method now.',
    approvedSent: 'Approved. The recovery code was sent to the registered address.',
    calledOff: 'The recovery was cancelled.',
    unlocked: 'Unlocked. It can be tried again at once.',
    trustEnded: 'No browser is trusted any more.',
  },
  refused: {
    title: 'This cannot be done',
    other: 'This is not possible at the moment. Nothing was changed.',
    own: 'This is your own account. Nobody decides about that themselves: ask a colleague.',
    ownRequest: 'You opened this recovery, so you cannot approve it. A colleague has to make sure who it is.',
    gone: 'This recovery is over: it was cancelled, it was used, or it has expired. Nothing was changed.',
    noContact:
      'There is no address or number that we have known for a week, so no recovery code can be sent. Nothing was changed.',
    notOffered: (portal: string): string => `The rules of ${portal} do not offer this. Nothing was changed.`,
    notLocked: 'This is not locked, or not any more. Nothing was changed.',
    suspended:
      'This was blocked for good after far too many wrong answers, and nobody can unlock it. Only a new set-up helps: open a recovery.',
    unknownFactor: 'This method is not there any more. Nothing was changed.',
    noTrust: 'No browser is trusted. Nothing was changed.',
    held: (until: string): string =>
      `After your own recovery you may help nobody until ${until}. Please ask a colleague.`,
  },
};

/** The result of an action. */
export type Said = keyof (typeof deskWords)['said'];

export function wayName(via: RecoveryPath): string {
  return deskWords.recovery.ways[via] ?? via;
}
