/** For users who lost a method, and for users who are notified of a recovery. */
export const recoveryTexts = {
  lost: {
    title: 'You cannot use your second step any more?',
    lead: 'Your password is right, but that alone does not open your account.',
    ways: 'These are your recovery methods.',
    stillToDo: 'What happens now',
    blocked:
      'There were far too many wrong codes. To protect your account, your methods are blocked: they are not asked for any more.',
    others: 'Use another of your methods',
    othersLead: 'You have set up more than one. Each of them opens your account.',
    codes: 'Use a backup code',
    codesLead: 'One code from the list that you were shown when you set this up. Each code works once.',
    codesButton: 'Enter a backup code',
    noCodes: 'This account has no backup codes that could be used.',
    support: 'Ask support to let you back in',
    supportSteps: ({ address, registered }: SupportWay): readonly string[] => [
      'Press the button. We received your request then, and tell you so at your registered address.',
      `Write from your registered contact email address (${registered}) to ${address}. We answer only mail from there, so that nobody else can ask us to open your account.`,
      'We check that it is you, switch your old method off, and tell you a recovery code. We cannot recover what you lost.',
      'Then sign in with your password, enter the code and set up a new method.',
    ],
    supportButton: 'Ask support',
    form: 'Prove who you are with the identity form',
    formSteps: [
      'Fill in the identity form and send it. We tell you so at your registered address.',
      'We verify the form and call you. Before that nobody here does anything, no matter who calls or writes. On the phone we tell you a recovery code.',
      'Sign in here again with your password, enter the code and set up a new method. The old ones stop working when the new one works.',
    ] as readonly string[],
    formButton: 'Fill in the identity form',
    guideLink: 'Guide: lost login details',
    nothingElse: 'There is no way in that you could take by yourself. Please write to us.',
    back: 'Back',
    asked:
      'Somebody, perhaps you, has asked to be let back in without the second step. If it was not you, open the link in our message and stop it.',
    askedSee: 'See how far it is',
    ready:
      'A request to be let back in was approved. With the recovery code a new method can be set up now. If it was not you, open the link in our message and stop it.',
    goOn: 'Continue',
  },
  progress: {
    heading: 'Your request',
    steps: {
      asked: 'You asked',
      checking: 'We make sure that it is you',
      waiting: 'A waiting time, in which the owner can still say no',
      ready: 'You set up a new method',
    },
    done: 'done',
    now: 'now',
    askedAt: 'Asked for:',
    checking: 'We are making sure that it is you. This takes people, so it takes time.',
    heldUntil: (until: string): string =>
      `Everything was checked. It can be used from ${until} on: until then the owner of the account can still stop it.`,
    ready: 'Everything was checked. Enter your recovery code to set up a new method.',
    told: 'We told every registered address and number of this account, and each can cancel the request with one click.',
    later: 'You can close this page. Sign in again later, with your password, to see how far it is.',
    look: 'Look again',
    stopped:
      'Your request is not under way any more: it was stopped by the owner of this account, or it has run out. Nothing was changed.',
  },
  code: {
    label: 'Recovery code',
    hint: 'The letters and digits that our staff told you. If two of them helped you, enter both parts.',
    button: 'Continue',
    wrong: 'That recovery code is wrong.',
    malformed: 'That is not a recovery code: it has 8 letters and digits for each person who helped you.',
    used: 'That recovery code was used already. Ask support for a new one.',
  },
  off: {
    title: 'Your old sign-in method is switched off',
    lead: 'Support checked who you are and switched your old sign-in method off. Enter the recovery code to set up a new one.',
    notYou: 'You did not ask for this? Then somebody may know your password.',
    stop: 'Stop it, with the link in our message to you',
    over: 'Support switched your old sign-in method off, and the recovery code has expired. Ask support again: you get a new code.',
    waiting: 'Support switched your old sign-in method off. Your new request is being checked.',
  },
  /** After the code, depending on what the policy does with the old methods. */
  enrol: (
    rules: readonly { readonly resets?: string }[],
  ): { readonly title: string; readonly lead: string } => ({
    title: 'Set up a new sign-in method',
    lead: rules.some(({ resets }) => resets === 'on-approval')
      ? 'Support switched your old sign-in method off. Set up a new one now: your account opens as soon as it works.'
      : 'Set up a new sign-in method now. Your account opens as soon as it works, and the old methods stop working then.',
  }),
  form: {
    title: 'Identity form',
    lead: 'For when your app, device, number or mailbox is gone, and the backup codes too. We verify every line against what we have on file.',
    fullName: 'Full name',
    fullNameHint: 'As written in your contract.',
    reach: 'How we can reach you now',
    reachHint: 'A phone number at which we can call you to check your document.',
    lost: 'What you have lost',
    lostHint:
      '“My phone with the app, and the paper with the codes”, for example. No codes and no passwords.',
    missing: 'Please fill in this field.',
    button: 'Send the form',
    back: 'Back',
    document: 'Have your identity document at hand when we call: we compare it with the form.',
  },
  guide: {
    title: 'Lost login details',
    lead: 'What you can do when you cannot sign in any more, from the quickest to the slowest.',
    steps: [
      'You have a backup code: sign in with your user name and password, choose “Use a backup code”, and enter one from your list. It works once.',
      'You have set up another method: choose it at sign-in, below “Use another method”.',
      'Neither is left: sign in with your user name and password, choose “I have none of these any more”, and send the identity form.',
      'We verify the form: we call you, look at your document and compare it with what we have on file. Only then do we act.',
      'When the form is verified, sign in once more. You are led to set up a new method.',
    ] as readonly string[],
    told: 'Whenever somebody asks for this, we tell you at every address and number that we have of you. If it was not you, you can stop it there.',
    signIn: 'To the sign-in',
  },
  stop: {
    title: 'Stop the recovery of your account',
    lead: 'Somebody asked to get in to your account without your second step. If it was not you, stop it here: then nothing is changed.',
    warn: 'If it was you, do not press the button, and close this page.',
    link: 'The link from our message',
    linkHint: 'Copy the whole link from the message and paste it here.',
    button: 'Stop it',
    unreadable:
      'This is not a link from one of our messages, or a part of it is missing. Please copy the whole link.',
    stoppedTitle: 'It is stopped',
    stopped:
      'Nobody gets in this way any more. Your methods are as they were before, and if somebody had used it, they are signed out.',
    overTitle: 'There is nothing to stop',
    over: 'This request is not under way any more: it was stopped already, or it has run out. This link does nothing else.',
    overDoubt: 'If you are not sure, sign in and look at your security settings.',
    passwordKnown: 'Somebody may know your password, for it was needed to ask. Please change it now.',
    signIn: 'Sign in and change the password',
    signInLook: 'Sign in',
  },
  banner: {
    heading: 'A recovery of your account is under way',
    byUser: (at: string): string =>
      `Somebody who knew your password says that your second step is lost, and asked to be let in. Asked for: ${at}.`,
    byStaff: (at: string): string =>
      `Our support staff opened it, because somebody told them that your second step is lost. Opened: ${at}.`,
    requested: 'Nothing was changed so far. We are making sure who it is.',
    held: (until: string): string => `It was approved, and can be used from ${until} on.`,
    ready: 'It was approved, and can be used now.',
    completed: 'It was used: somebody is setting up a new method.',
    stop: 'This was not me: stop it',
  },
  help: {
    title: 'You cannot sign in?',
    form: 'The identity form is sent from the sign-in: enter your user name and password, and choose “I have none of these any more”.',
    begin:
      'Sign in with your user name and password first, as far as it goes. There you find all your recovery methods.',
    signIn: 'To the sign-in',
  },
};

/** @inline */
export type SupportWay = {
  readonly address: string;
  /** The user's registered address, masked. */
  readonly registered: string;
};
