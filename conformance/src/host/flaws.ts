/** How many guesses, challenges and sends an attack makes; it is part of some names. */
export const CROWD = 12;

/** One thing that a portal may do wrong, and the cases of the host contract and the host attacks that must find it. */
export const flaws = {
  'keeps the id at a sign-in': [
    'the session gets a new id whenever it is raised and whenever others end, and the old id is invalid',
    'FB8: a stranger who guesses the password locks nobody out of a browser that the portal knows',
  ],
  'keeps the id when raised': [
    'the session gets a new id whenever it is raised and whenever others end, and the old id is invalid',
  ],
  'keeps the id after a new password': [
    'a new password renews the id of the session that set it, and ends every other',
  ],
  'leaves others after a new password': [
    'a new password renews the id of the session that set it, and ends every other',
    'attack 6: the trust in a browser ends with the password',
  ],
  'keeps a session for ever': [
    'a session ends with its lifetime, no matter who kept its cookie and however often it was used',
  ],
  'lives on when used': [
    'a session ends with its lifetime, no matter who kept its cookie and however often it was used',
  ],
  'ends no session': [
    'ending the other sessions ends every one of them and spares the one that is named',
    'attack 6: the trust in a browser ends with the factor that it stands for',
  ],
  'ends one session': ['ending the other sessions ends every one of them and spares the one that is named'],
  'ends the named session too': [
    'ending the other sessions ends every one of them and spares the one that is named',
    'attack 5: 12 guesses in a live session are judged 5 times',
    'attack 11: one backup code 8 times at once opens one session',
    'attack 6: the trust in a browser ends with the factor that it stands for',
    'FB13: a step-up of one user raises no session of another',
  ],
  'writes a session back': ['a session that ended stays ended, whatever requests of it were under way'],
  'raises an ended session': ['a session that ended while its password was hashed stays ended'],
  'knows an unknown name': ['an unknown name costs as many password hashes as a known one'],
  'takes plain text': ['a page of another site signs nobody in'],
  'takes fields': ['a page of another site signs nobody in'],
  'fails on what it cannot read': [
    'a sign-in that cannot be read is the mistake of who sent it, and opens nothing',
  ],
  'takes the typed name': [
    'however the name is typed, it is the same user or nobody',
    'attack 9: the account of one user stored as another’s opens nothing',
    'attack 12: whatever the first factor is, the second is asked for',
  ],
  'compares with the password before': ['a password that changes while it is hashed opens nothing'],
  'forgets who is enrolled': ['an account that the store lost opens nothing'],
  'asks no proof for a contact': ['a session whose proof is old changes no contact'],
  'takes an unproven contact': ['a new contact counts once it was proven, and not before'],
  'tells no old contact': ['the old contact is told of the change'],
  'forgets what was used': [
    'attack 1: the code of an app in 5 sign-ins at once opens one',
    'attack 11: one backup code 8 times at once opens one session',
    'FB11: an answer that is sent twice signs in, and the browser stays signed in',
  ],
  'counts no guess at a sign-in': [
    'attack 2: 12 challenges, then 12 guesses at once, are judged 5 times',
    'attack 3: asking for new codes gives no new guesses',
  ],
  'sends each code twice': ['attack 4: sends are limited, also while the factor is locked'],
  'counts no guess in a session': ['attack 5: 12 guesses in a live session are judged 5 times'],
  'trusts a browser for ever': [
    'attack 6: the trust in a browser ends with the factor that it stands for',
    'attack 6: the trust in a browser ends with the password',
  ],
  'removes for anyone who knows the password': ['attack 7: the password alone removes no factor'],
  'takes the password for a factor': ['attack 7: a session with old proof and the password remove no factor'],
  'takes old proof': [
    'attack 5: 12 guesses in a live session are judged 5 times',
    'attack 7: a session with old proof and the password remove no factor',
    'FB13: a step-up of one user raises no session of another',
  ],
  'keeps one set-up of several at once': [
    'attack 8: of three set-ups at once each is active or is not, and none replaces another',
  ],
  'keeps one account for all': [
    'attack 9: the account of one user stored as another’s opens nothing',
    'FB13: a step-up of one user raises no session of another',
  ],
  'asks for no PIN': [
    'attack 10: a key without its PIN is neither set up nor let in where user verification is asked',
  ],
  'confirms whatever key': [
    'attack 10: a key without its PIN is neither set up nor let in where user verification is asked',
    'FB12: a key under which everybody can sign is not set up',
  ],
  'lets a link in alone': ['attack 12: whatever the first factor is, the second is asked for'],
  'reads the end of a cookie’s name': ['FB7: a cookie whose name only ends like ours is none of ours'],
  'locks out whose password is guessed': [
    'FB8: a stranger who guesses the password locks nobody out of a browser that the portal knows',
  ],
  'limits no password': ['FB8: of 12 wrong passwords a few are judged'],
  'hashes before it limits': ['FB10: a fresh password is guessed a few times, whatever the portal limits'],
  'signs out who answers twice': [
    'FB11: an answer that is sent twice signs in, and the browser stays signed in',
  ],
  'answers for the user who signed in last': ['FB13: a step-up of one user raises no session of another'],
  'tells nobody of another site': [
    'FB15: the operator learns of both origins of a change that another site asked for',
  ],
} as const;

export type Flaw = keyof typeof flaws;
