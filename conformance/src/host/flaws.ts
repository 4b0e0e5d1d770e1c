/** One thing that a portal may do wrong with its hooks, and the case of the host contract that must find it. */
export const flaws = {
  'keeps the id at a sign-in':
    'the session gets a new id whenever it is raised and whenever others end, and the old id is dead',
  'keeps the id when raised':
    'the session gets a new id whenever it is raised and whenever others end, and the old id is dead',
  'keeps the id after a new password':
    'a new password renews the id of the session that set it, and ends every other',
  'leaves others after a new password':
    'a new password renews the id of the session that set it, and ends every other',
  'keeps a session for ever':
    'a session ends with its lifetime, whoever kept its cookie and however often it was used',
  'lives on when used':
    'a session ends with its lifetime, whoever kept its cookie and however often it was used',
  'ends no session': 'ending the other sessions ends every one of them and spares the one that is named',
  'ends one session': 'ending the other sessions ends every one of them and spares the one that is named',
  'ends the named session too':
    'ending the other sessions ends every one of them and spares the one that is named',
  'writes a session back': 'a session that ended stays ended, whatever requests of it were under way',
  'raises an ended session': 'a session that ended while its password was hashed stays ended',
  'knows an unknown name': 'an unknown name costs as many password hashes as a known one',
  'takes plain text': 'a page of another site signs nobody in',
  'takes fields': 'a page of another site signs nobody in',
  'takes the typed name': 'however the name is typed, it is the same user or nobody',
  'compares with the password before': 'a password that changes while it is hashed opens nothing',
  'forgets who is enrolled': 'an account that the store lost opens nothing',
  'asks no proof for a contact': 'a session whose proof is old changes no contact',
  'takes an unproven contact': 'a new contact counts once it was proven, and not before',
  'tells no old contact': 'the old contact is told of the change',
} as const;

export type Flaw = keyof typeof flaws;
