import type { Caller, Intent, Mfa, RecoveryPath, SignedIn, VerifyOutcome } from '@factorkit/core';
import { authenticatorFromUri } from '@factorkit/testkit';
import type { Account } from '../../src/account/account.ts';
import type { Choices } from './choices.ts';
import { addressOf, type Cluster, NEW_KEY_FIRST } from './cluster.ts';
import { activeOf, type RightAnswer, SKEW_MS } from './ledger.ts';
import { callersOf, goOn, keep, type Person } from './person.ts';

/** A request to any server, and what its sender does with the answer. Returns the kind of the answer. */
export type Command = (mfa: Mfa) => Promise<string>;

interface Situation {
  readonly cluster: Cluster;
  readonly person: Person;
  readonly choices: Choices;
  /** The recovery of the policy, and what staff must check. */
  readonly via: RecoveryPath;
  readonly checks: readonly string[];
}

/** What somebody wants to do now. `undefined`: it is not possible. */
type Attempt = (situation: Situation) => Command | undefined;

const STEP_MS = 30_000;
const NOTE = 'saw the passport';

const attempts: readonly (readonly [name: string, often: number, attempt: Attempt])[] = [
  ['signs in', 8, signIn],
  ['signs in with the app', 6, (situation) => inTurn(situation, [signIn, typeCode])],
  ['signs in with a backup code', 2, (situation) => inTurn(situation, [signIn, typeBackupCode])],
  ['signs in with a used backup code', 2, (situation) => inTurn(situation, [signIn, typeUsedBackupCode])],
  ['signs in with a sent code', 2, (situation) => inTurn(situation, [signIn, haveCodeSent, typeSentCode])],
  [
    'sets up an app at once',
    4,
    (situation) => inTurn(situation, [signIn, setUpApp, confirmSetUp, acknowledge]),
  ],
  [
    'steps up and adds mail',
    2,
    (situation) => inTurn(situation, [stepUp, typeCode, setUpMail, confirmSetUp, acknowledge]),
  ],
  ['steps up and removes a factor', 2, (situation) => inTurn(situation, [stepUp, typeCode, removeFactor])],
  [
    'recovers',
    3,
    (situation) =>
      inTurn(situation, [
        requestRecovery,
        approveRecovery,
        signIn,
        completeRecovery,
        setUpApp,
        confirmSetUp,
        acknowledge,
      ]),
  ],
  [
    'guesses',
    3,
    (situation) => inTurn(situation, [signIn, typeWrongCode, typeWrongCode, typeWrongCode, typeCode]),
  ],
  ['types the code', 8, typeCode],
  ['types a wrong code', 3, typeWrongCode],
  ['types a used code', 3, typeUsedCode],
  ['has a code sent', 3, haveCodeSent],
  ['types a sent code', 3, typeSentCode],
  ['types a backup code', 3, typeBackupCode],
  ['types a used backup code', 1, typeUsedBackupCode],
  ['types a wrong backup code', 1, typeWrongBackupCode],
  ['sets up an app', 5, setUpApp],
  ['sets up mail', 2, setUpMail],
  ['sets up a key', 1, (situation) => setUp(situation, 'webauthn')],
  ['confirms a set-up', 7, confirmSetUp],
  ['confirms a set-up wrongly', 1, confirmWrongly],
  ['agrees to the backup codes', 4, acknowledge],
  ['steps up', 3, stepUp],
  ['removes a factor', 2, removeFactor],
  ['chooses the primary factor', 1, choosePrimary],
  ['renames a factor', 1, renameFactor],
  ['makes new backup codes', 1, makeBackupCodes],
  ['forgets the browsers', 1, forgetBrowsers],
  ['changes the password', 1, changePassword],
  ['asks for recovery', 1, requestRecovery],
  ['is checked by staff', 2, approveRecovery],
  ['completes the recovery', 2, completeRecovery],
  ['stops the recovery', 1, cancelRecovery],
  ['is unlocked by staff', 1, unlock],
  ['has the account erased', 1, erase],
  ['is sent the notices', 3, dispatchNotices],
  ['is sealed again', 3, rotateKeys],
  ['is exported', 1, exportData],
];

const WEIGHED = attempts.flatMap(([name, often, attempt]) =>
  Array.from({ length: often }, () => ({ name, attempt })),
);

/** Draws what a person does next, as far as it is possible. */
export function nextCommand(situation: Situation): { readonly name: string; readonly command: Command } {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const drawn = WEIGHED[situation.choices.below(WEIGHED.length)];
    const command = drawn?.attempt(situation);
    if (drawn !== undefined && command !== undefined) return { name: drawn.name, command };
  }
  return { name: 'signs in', command: signIn(situation) };
}

const MOST_DRAWS = 5;

/** Some requests one after the other, each as far as it is possible then. */
function inTurn(situation: Situation, all: readonly Attempt[]): Command {
  return async (mfa) => {
    let kind = 'nothing';
    for (const attempt of all) kind = (await attempt(situation)?.(mfa)) ?? kind;
    return kind;
  };
}

function userOf({ userId }: Person): { readonly accountName: string } {
  return { accountName: userId };
}

export function signIn({ cluster, person, choices }: Situation): Command {
  const { host, ledger, network } = cluster;
  const { userId } = person;
  const deviceToken = choices.below(2) === 1 ? last(person.deviceTokens) : undefined;
  return async (mfa) => {
    const since = ledger.version();
    const next = await mfa.beginSignIn({
      userId,
      user: userOf(person),
      firstFactor: { method: 'password' },
      ...(deviceToken === undefined ? {} : { deviceToken }),
    });
    const mayEnter = (account: Account | undefined): boolean =>
      !isEnrolled(account) ||
      account?.trustedDevices?.some(
        ({ id, epoch, expiresAt }) =>
          deviceToken?.startsWith(`${id}.`) === true &&
          epoch === account.epoch &&
          network.now() < expiresAt + SKEW_MS,
      ) === true;
    const isIn = next.kind === 'complete' || next.kind === 'enrol';
    if (isIn && !ledger.wasEver(userId, since, mayEnter))
      ledger.report(`5: signed in with the password alone`);
    goOn(person, host, next);
    return next.kind;
  };
}

function isEnrolled(account: Account | undefined): boolean {
  return account?.factors.some(({ status }) => status !== 'pending') === true;
}

interface Answer {
  readonly factorId: string;
  readonly response: string;
  /** Not present: it is wrong. */
  readonly right?: RightAnswer;
}

/** Usually one that is not answered yet. */
function challengeOf({ person, choices }: Situation): Person['challenges'][number] | undefined {
  const again = choices.below(6) === 1;
  return last(person.challenges.filter(({ isAnswered }) => again || !isAnswered));
}

/** Answers a challenge. */
function answer(situation: Situation, { factorId, response, right }: Answer): Command | undefined {
  const { cluster, person, choices } = situation;
  const { host, ledger } = cluster;
  const { userId } = person;
  const challenge = challengeOf(situation);
  if (challenge === undefined) return undefined;
  const { token, session } = challenge;
  const caller = callersOf(person, host).find(({ sessionId }) => sessionId === session);
  const trustDevice = choices.below(4) === 1 ? { name: 'Firefox' } : undefined;
  if (right !== undefined) ledger.sent(right);
  return async (mfa) => {
    const since = ledger.version();
    const verdict = await mfa.verify({
      token,
      factorId,
      response,
      ...(caller === undefined ? {} : { caller }),
      ...(trustDevice === undefined ? {} : { trustDevice }),
    });
    if (isAccepted(verdict)) {
      if (right === undefined) ledger.report(`2: a wrong code was accepted`);
      else ledger.accepted(userId, right);
      if (!ledger.wasEver(userId, since, (account) => activeOf(account).includes(factorId))) {
        ledger.report(`5: factor ${factorId} was not active`);
      }
      challenge.isAnswered = true;
      goOn(person, host, verdict, session);
    }
    if (verdict.kind === 'rejected') ledger.rejected(userId, factorId);
    return verdict.kind;
  };
}

type Accepted = Extract<VerifyOutcome, { readonly kind: 'complete' | 'challenge' | 'enrol' }>;

function isAccepted(verdict: VerifyOutcome): verdict is Accepted {
  return verdict.kind === 'complete' || verdict.kind === 'challenge' || verdict.kind === 'enrol';
}

/** The active factors of a method that the user can answer with. */
function held({ cluster, person }: Situation, method: string): readonly string[] {
  const { factors = [] } = cluster.ledger.account(person.userId) ?? {};
  return factors
    .filter((factor) => factor.status === 'active' && factor.method === method)
    .map(({ id }) => id)
    .filter((id) => method !== 'totp' || person.phones.has(id));
}

function chosen(choices: Choices, ids: readonly string[]): string | undefined {
  return ids[ids.length === 0 ? 0 : choices.below(ids.length)];
}

function codeNow({ cluster, person }: Situation, factorId: string) {
  const now = cluster.network.now();
  const step = Math.floor(now / STEP_MS);
  const code = person.phones.get(factorId)?.code(now);
  return code === undefined ? undefined : { code, step };
}

export function typeCode(situation: Situation): Command | undefined {
  const factorId = chosen(situation.choices, held(situation, 'totp'));
  const shown = factorId === undefined ? undefined : codeNow(situation, factorId);
  if (factorId === undefined || shown === undefined) return undefined;
  keep(situation.person.usedCodes, { factorId, ...shown });
  const right = { factorId, once: String(shown.step) };
  return answer(situation, { factorId, response: shown.code, right });
}

function typeUsedCode(situation: Situation): Command | undefined {
  const used = last(situation.person.usedCodes);
  if (used === undefined) return undefined;
  const { factorId, code, step } = used;
  return answer(situation, { factorId, response: code, right: { factorId, once: String(step) } });
}

function typeWrongCode(situation: Situation): Command | undefined {
  const factorId = chosen(situation.choices, [...held(situation, 'totp'), ...held(situation, 'email')]);
  return factorId === undefined ? undefined : answer(situation, { factorId, response: '000000' });
}

function haveCodeSent(situation: Situation): Command | undefined {
  const factorId = chosen(situation.choices, held(situation, 'email'));
  const challenge = challengeOf(situation);
  if (factorId === undefined || challenge === undefined) return undefined;
  const { token } = challenge;
  return async (mfa) => {
    return (await mfa.sendCode({ token, factorId })).kind;
  };
}

function typeSentCode(situation: Situation): Command | undefined {
  const { cluster, person, choices } = situation;
  const factorId = chosen(choices, held(situation, 'email'));
  const inbox = cluster.host.mails.flatMap(({ to, code }, index) =>
    to === addressOf(person.userId) ? [{ code, once: `mail ${index}` }] : [],
  );
  const mail = inbox[inbox.length - 1 - choices.below(2)];
  if (factorId === undefined || mail === undefined) return undefined;
  return answer(situation, { factorId, response: mail.code, right: { factorId, once: mail.once } });
}

function answerByBackupCode(
  situation: Situation,
  { code, isRight }: { readonly code: string; readonly isRight: boolean },
): Command | undefined {
  const { cluster, person } = situation;
  const { host, ledger } = cluster;
  const { userId } = person;
  const challenge = challengeOf(situation);
  if (challenge === undefined) return undefined;
  const { token, session } = challenge;
  const caller = callersOf(person, host).find(({ sessionId }) => sessionId === session);
  return async (mfa) => {
    const verdict = await mfa.verifyBackupCode({ token, code, ...(caller === undefined ? {} : { caller }) });
    if (isAccepted(verdict)) {
      if (!isRight) ledger.report('2: a wrong backup code was accepted');
      ledger.accepted(userId, { factorId: 'backup-code', once: code });
      challenge.isAnswered = true;
      goOn(person, host, verdict, session);
    }
    if (verdict.kind === 'rejected') ledger.rejected(userId, 'backup-code');
    return verdict.kind;
  };
}

function typeBackupCode(situation: Situation): Command | undefined {
  const { person } = situation;
  const [code] = person.backupCodes;
  if (code === undefined || challengeOf(situation) === undefined) return undefined;
  person.backupCodes.shift();
  keep(person.usedBackupCodes, code);
  return answerByBackupCode(situation, { code, isRight: true });
}

function typeUsedBackupCode(situation: Situation): Command | undefined {
  const code = last(situation.person.usedBackupCodes);
  return code === undefined ? undefined : answerByBackupCode(situation, { code, isRight: true });
}

function typeWrongBackupCode(situation: Situation): Command | undefined {
  return answerByBackupCode(situation, { code: '0000-0000-0000-0000', isRight: false });
}

/** A session, or the token of a sign-in that leads to a set-up. */
function enroller({ cluster, person, choices }: Situation): Caller | undefined {
  const session = last(callersOf(person, cluster.host));
  const token = last(person.enrolTokens);
  if (token === undefined || (session !== undefined && choices.below(2) === 0)) return session;
  return { token };
}

export function setUpApp(situation: Situation): Command | undefined {
  return setUp(situation, 'totp');
}

function setUpMail(situation: Situation): Command | undefined {
  return setUp(situation, 'email');
}

function setUp(situation: Situation, method: 'totp' | 'email' | 'webauthn'): Command | undefined {
  const { cluster, person, choices } = situation;
  const caller = enroller(situation);
  if (caller === undefined) return undefined;
  const replaces = choices.below(4) === 1 ? chosen(choices, held(situation, method)) : undefined;
  return async (mfa) => {
    const begun = await mfa.beginEnrolment({
      caller,
      method,
      ...(replaces === undefined ? {} : { replaces }),
    });
    if (begun.kind !== 'begun') return begun.kind;
    const { factorId, setup } = begun.enrolment;
    if (replaces !== undefined) cluster.ledger.mayRemove(replaces);
    if (setup.kind === 'totp') {
      cluster.ledger.keepSecret(setup.secret);
      person.phones.set(factorId, authenticatorFromUri(setup.uri));
    }
    keep(person.setUps, { factorId, method, caller });
    return begun.kind;
  };
}

export function confirmSetUp(situation: Situation): Command | undefined {
  const { cluster, person } = situation;
  const started = last(person.setUps);
  if (started === undefined) return undefined;
  const { factorId, method, caller } = started;
  if (method === 'totp') {
    const shown = codeNow(situation, factorId);
    if (shown === undefined) return undefined;
    keep(person.usedCodes, { factorId, ...shown });
    return confirm(situation, { factorId, response: shown.code, caller });
  }
  const mail = cluster.host.mails.findLast(({ to }) => to === addressOf(person.userId));
  const response = method === 'email' ? mail?.code : `credential of ${person.userId}`;
  return response === undefined ? undefined : confirm(situation, { factorId, response, caller });
}

function confirmWrongly(situation: Situation): Command | undefined {
  const started = last(situation.person.setUps);
  // Whatever a new key answers makes its credential.
  if (started === undefined || started.method === 'webauthn') return undefined;
  return confirm(situation, { ...started, response: '000000' });
}

function confirm(
  { cluster, person }: Situation,
  { factorId, response, caller }: Answer & { readonly caller: Caller },
): Command {
  return async (mfa) => {
    const confirmed = await mfa.confirmEnrolment({ caller, factorId, response });
    if (confirmed.kind !== 'active' && confirmed.kind !== 'acknowledge') return confirmed.kind;
    person.setUps.splice(
      0,
      person.setUps.length,
      ...person.setUps.filter((other) => other.factorId !== factorId),
    );
    if (response === '000000') cluster.ledger.report('5: a wrong code activated a factor');
    hearBackupCodes(cluster, person, confirmed.backupCodes);
    person.proven = factorId;
    if (confirmed.kind === 'active') goOn(person, cluster.host, confirmed.next, sessionIn(caller));
    return confirmed.kind;
  };
}

function hearBackupCodes({ ledger }: Cluster, person: Person, codes: readonly string[] | undefined): void {
  if (codes === undefined) return;
  person.backupCodes = [...codes];
  for (const code of codes) ledger.keepSecret(code);
}

function sessionIn(caller: Caller): string | undefined {
  return 'sessionId' in caller ? caller.sessionId : undefined;
}

export function acknowledge(situation: Situation): Command | undefined {
  const { cluster, person, choices } = situation;
  const caller = enroller(situation);
  const isWaiting = cluster.ledger.account(person.userId)?.waitingBackupCodes !== undefined;
  if (caller === undefined || (!isWaiting && choices.below(4) !== 1)) return undefined;
  const factorId = person.proven;
  return async (mfa) => {
    const done = await mfa.acknowledgeBackupCodes({
      caller,
      ...(factorId === undefined ? {} : { factorId }),
    });
    if (done.kind === 'acknowledged') goOn(person, cluster.host, done.next, sessionIn(caller));
    return done.kind;
  };
}

function inSession(
  { cluster, person }: Situation,
  run: (mfa: Mfa, caller: SignedIn) => Promise<string>,
): Command | undefined {
  const caller = last(callersOf(person, cluster.host));
  return caller === undefined ? undefined : (mfa) => run(mfa, caller);
}

function stepUp(situation: Situation): Command | undefined {
  const { cluster, person, choices } = situation;
  const [factorId = 'none'] = activeOf(cluster.ledger.account(person.userId));
  const intent = choices.one<Intent>([
    { kind: 'enrol', method: 'totp' },
    { kind: 'remove', factorId },
    { kind: 'manage' },
    { kind: 'regenerate-backup-codes' },
  ]);
  return inSession(situation, async (mfa, caller) => {
    const begun = await mfa.beginStepUp({ caller, intent });
    if (begun.kind === 'challenge' || begun.kind === 'complete') {
      goOn(person, cluster.host, begun, caller.sessionId);
    }
    if (begun.kind === 'proof-required') {
      const again = await mfa.reauthenticate({ caller, password: 'password' });
      const own = person.sessions.find(({ id }) => id === caller.sessionId);
      if (again.kind === 'complete' && own !== undefined) own.assurance = again.assurance;
    }
    return begun.kind;
  });
}

function removeFactor(situation: Situation): Command | undefined {
  const { cluster, person, choices } = situation;
  const factorId = chosen(choices, activeOf(cluster.ledger.account(person.userId)));
  if (factorId === undefined) return undefined;
  return inSession(situation, async (mfa, caller) => {
    cluster.ledger.mayRemove(factorId);
    return (await mfa.removeFactor({ caller, factorId })).kind;
  });
}

function choosePrimary(situation: Situation): Command | undefined {
  const { cluster, person, choices } = situation;
  const factorId = chosen(choices, activeOf(cluster.ledger.account(person.userId)));
  if (factorId === undefined) return undefined;
  return inSession(situation, async (mfa, caller) => {
    return (await mfa.setPrimary({ caller, factorId })).kind;
  });
}

function renameFactor(situation: Situation): Command | undefined {
  const { cluster, person, choices } = situation;
  const factorId = chosen(choices, activeOf(cluster.ledger.account(person.userId)));
  if (factorId === undefined) return undefined;
  const label = `phone ${choices.below(100)}`;
  return inSession(situation, async (mfa, caller) => {
    return (await mfa.renameFactor({ caller, factorId, label })).kind;
  });
}

function makeBackupCodes(situation: Situation): Command | undefined {
  const { cluster, person } = situation;
  return inSession(situation, async (mfa, caller) => {
    const made = await mfa.regenerateBackupCodes({ caller });
    if (made.kind === 'regenerated') hearBackupCodes(cluster, person, made.backupCodes);
    return made.kind;
  });
}

function forgetBrowsers(situation: Situation): Command | undefined {
  return inSession(situation, async (mfa, caller) => {
    return (await mfa.revokeTrustedDevices({ caller, all: true })).kind;
  });
}

function changePassword({ person }: Situation): Command {
  const { userId } = person;
  return async (mfa) => {
    return (await mfa.passwordChanged({ userId })).kind;
  };
}

function requestRecovery({ person, via }: Situation): Command {
  const { userId } = person;
  return async (mfa) => {
    return (
      await mfa.recovery.request({ userId, user: userOf(person), via, staff: { id: 'desk' }, note: NOTE })
    ).kind;
  };
}

function approveRecovery(situation: Situation): Command | undefined {
  const { cluster, person, via, checks } = situation;
  const { userId } = person;
  const request = cluster.ledger.account(userId)?.recoveries?.find((recovery) => recovery.via === via);
  if (request === undefined) return requestRecovery(situation);
  const approval = { userId, user: userOf(person), requestId: request.id, checks, note: NOTE };
  return async (mfa) => {
    cluster.ledger.mayReset(userId);
    const approved = await mfa.recovery.approve({ ...approval, staff: { id: 'lee' } });
    if (approved.kind === 'approved' && approved.code !== undefined) person.recoveryCode = approved.code;
    return approved.kind;
  };
}

function completeRecovery(situation: Situation): Command | undefined {
  const { cluster, person, via } = situation;
  const token = challengeOf(situation)?.token;
  const code = person.recoveryCode;
  if (token === undefined || code === undefined) return undefined;
  const right = { factorId: 'recovery-code', once: code };
  return async (mfa) => {
    const completed = await mfa.recovery.complete({ token, via, code });
    if (completed.kind !== 'completed') return completed.kind;
    cluster.ledger.accepted(person.userId, right);
    goOn(person, cluster.host, completed.next);
    return completed.kind;
  };
}

function cancelRecovery({ person }: Situation): Command {
  const { userId } = person;
  return async (mfa) => {
    return (await mfa.recovery.cancel({ userId, staff: { id: 'mia' }, note: NOTE })).kind;
  };
}

function unlock({ cluster, person, choices }: Situation): Command | undefined {
  const { userId } = person;
  const target = chosen(choices, ['backup-codes', ...activeOf(cluster.ledger.account(userId))]);
  if (target === undefined) return undefined;
  return async (mfa) => {
    return (await mfa.support.unlock({ userId, target, staff: { id: 'lee' }, note: NOTE })).kind;
  };
}

function erase({ person, choices }: Situation): Command | undefined {
  return choices.below(4) === 1 ? eraseAccount(person) : undefined;
}

export function eraseAccount(person: Person): Command {
  return async (mfa) => {
    person.mustErase = true;
    await mfa.eraseAccount({ userId: person.userId });
    person.mustErase = false;
    return 'erased';
  };
}

function dispatchNotices(): Command {
  return async (mfa) => {
    await mfa.dispatchNotices({ everyone: true });
    return 'dispatched';
  };
}

function rotateKeys({ cluster }: Situation): Command | undefined {
  if (cluster.servers.some(({ stage }) => stage < NEW_KEY_FIRST)) return undefined;
  return async (mfa) => {
    for await (const { cursor } of mfa.rotateKeys({ batch: 1 })) if (cursor === undefined) return 'done';
    return 'not done';
  };
}

function exportData({ cluster, person }: Situation): Command {
  const { userId } = person;
  return async (mfa) => {
    const exported = await mfa.exportAccount({ userId });
    cluster.ledger.reveals(JSON.stringify(exported), 'an export');
    const page = await mfa.readEvents({ userId, limit: 100 });
    cluster.ledger.reveals(JSON.stringify(page), 'the trail');
    return 'exported';
  };
}

function last<Each>(list: readonly Each[]): Each | undefined {
  return list[list.length - 1];
}
