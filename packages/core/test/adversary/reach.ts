import type { Assurance, Method, RecoveryRequested, SignedIn, SignIn, VerifyOutcome } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { authenticatorFromUri, openMemoryStorage } from '@factorkit/testkit';
import { createCommands } from './commands.ts';
import { createOwner, type Owner } from './owner.ts';
import { createRecoverer, type Recoverer } from './owner-recovery.ts';
import { type ModelPortal, openPortal } from './portal.ts';
import { createWatch } from './watch.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What an attacker reaches, from the least to the most. */
export const REACHES = [
  'nothing',
  'only delays',
  'signs in',
  'adds a factor',
  'replaces the factor',
] as const;
export type Reach = (typeof REACHES)[number];

export interface Holdings {
  readonly password: boolean;
  readonly mailbox: boolean;
  readonly approver: boolean;
  /** `old`: of an hour ago. `fresh`: a factor was shown in it just now. */
  readonly session: 'none' | 'old' | 'fresh';
}

/** The owner of an account, under one of the presets. */
export interface Setting {
  readonly policy: Policy;
  readonly factors: readonly Method[];
}

interface Fixture extends Setting {
  readonly portal: ModelPortal;
  readonly owner: Owner;
  readonly recoverer: Recoverer;
  readonly held: Holdings;
  readonly session: SignedIn | undefined;
}

/** Tries every way that there is, each on a new account, and says the most that one of them came to. */
export async function reachOf(setting: Setting, held: Holdings): Promise<Reach> {
  const attempts = [
    ...(held.session === 'none' ? [] : [asSession]),
    ...(held.password ? [bySignIn, byRecovery] : []),
    byDelay,
  ];
  let most = 0;
  for (const attempt of attempts) {
    if (most === REACHES.length - 1) break;
    const fixture = await sceneOf(setting, held);
    most = Math.max(most, REACHES.indexOf(await attempt(fixture)));
  }
  return REACHES[most] ?? 'nothing';
}

async function sceneOf(setting: Setting, held: Holdings): Promise<Fixture> {
  const portal = openPortal({ userId: 'anna', policy: setting.policy, clients: await openMemoryStorage() });
  const { report, ...watch } = createWatch(portal);
  const commands = createCommands(portal, { ...watch, report }, new Map());
  const [main = 'totp', ...others] = setting.factors;
  const owner = createOwner(portal, { commands, main, report });
  await owner.signIn();
  if (owner.session !== undefined) await owner.add(main);
  await owner.signIn();
  for (const method of others) await owner.add(method);
  await owner.signIn();
  const recoverer = createRecoverer(portal, commands, owner);
  const session = held.session === 'none' || !owner.session ? undefined : portal.callerOf(owner.session);
  if (held.session !== 'fresh') portal.clock.advance(HOUR);
  return { ...setting, portal, owner, recoverer, held, session };
}

/** In a stolen session: first to prove more, then to change the factors. */
async function asSession(fixture: Fixture): Promise<Reach> {
  const { session } = fixture;
  return session === undefined ? 'nothing' : afterwards(fixture, await proven(fixture, session), 'nothing');
}

/** The session with a fresh password and what comes by mail. */
async function proven({ portal, held, ...fixture }: Fixture, session: SignedIn): Promise<SignedIn> {
  const [mfa] = portal.servers;
  let caller = session;
  const raise = (assurance: Assurance): void => {
    caller = { ...caller, assurance };
  };
  if (held.password) {
    const again = await mfa.reauthenticate({ caller, password: portal.password });
    if (again.kind === 'complete') raise(again.assurance);
  }
  if (held.mailbox) {
    const intent = { kind: 'enrol', method: fixture.policy.methods.totp ? 'totp' : 'email' } as const;
    const begun = await mfa.beginStepUp({ caller, intent });
    const verdict = begun.kind === 'challenge' ? await byMail(portal, begun, caller) : undefined;
    if (verdict?.kind === 'complete') raise(verdict.assurance);
  }
  return caller;
}

/** Answers a challenge with the code that was sent to the mailbox. */
async function byMail(
  portal: ModelPortal,
  next: Extract<SignIn, { readonly kind: 'challenge' }>,
  caller?: SignedIn,
): Promise<VerifyOutcome> {
  const [mfa] = portal.servers;
  const option = next.challenge.options.find(({ method }) => method === 'email');
  if (option === undefined) return next;
  const { token } = next;
  const { factorId } = option;
  await mfa.sendCode({ token, factorId });
  const response = portal.inbox(portal.addresses('email')).findLast(({ code }) => code !== undefined)?.code;
  return mfa.verify({ token, factorId, response, ...(caller ? { caller } : {}) });
}

/** From a session, or from a token to enrol with: adds an app, and removes what the owner has. */
async function afterwards(
  fixture: Fixture,
  caller: SignedIn | { readonly token: string },
  least: Reach,
): Promise<Reach> {
  const { portal } = fixture;
  const [mfa] = portal.servers;
  const before = await enrolled(portal);
  const begin = (replaces?: string) =>
    mfa.beginEnrolment({ caller, method: 'totp', ...(replaces === undefined ? {} : { replaces }) });
  let begun = await begin();
  if (begun.kind === 'denied') begun = await begin(before.find(({ method }) => method === 'totp')?.id);
  if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'totp') return least;
  const { factorId, setup } = begun.enrolment;
  const response = authenticatorFromUri(setup.uri).code(portal.clock.now());
  const confirmed = await mfa.confirmEnrolment({ caller, factorId, response });
  if (confirmed.kind === 'acknowledge') await mfa.acknowledgeBackupCodes({ caller, factorId });
  if ('userId' in caller) {
    for (const { id } of before) await mfa.removeFactor({ caller, factorId: id });
  }
  const after = await enrolled(portal);
  if (!after.some(({ id }) => id === factorId)) return least;
  return after.length === 1 || after.length < before.length + 1 ? 'replaces the factor' : 'adds a factor';
}

async function enrolled(
  portal: ModelPortal,
): Promise<readonly { readonly id: string; readonly method: Method }[]> {
  return ((await portal.account())?.factors ?? []).filter(({ status }) => status !== 'pending');
}

async function signIn({ portal, held }: Pick<Fixture, 'portal' | 'held'>): Promise<SignIn | undefined> {
  if (!held.password) return undefined;
  const { userId } = portal;
  const firstFactor = { method: 'password' } as const;
  return portal.servers[0].beginSignIn({ userId, user: portal.user(), firstFactor });
}

async function bySignIn(fixture: Fixture): Promise<Reach> {
  const { portal, held } = fixture;
  let next: VerifyOutcome | undefined = await signIn(fixture);
  for (let asked = 0; asked < 3 && held.mailbox && next?.kind === 'challenge'; asked++)
    next = await byMail(portal, next);
  return next === undefined ? 'nothing' : arrived(fixture, next);
}

async function arrived(fixture: Fixture, next: VerifyOutcome): Promise<Reach> {
  if (next.kind === 'enrol') return afterwards(fixture, { token: next.token }, 'nothing');
  if (next.kind !== 'complete') return 'nothing';
  const { userId } = fixture.portal;
  const caller = { userId, user: fixture.portal.user(), assurance: next.assurance, sessionId: 'attacker' };
  return afterwards(fixture, await proven(fixture, caller), 'signs in');
}

/** A recovery in the owner's name. The owner does nothing: what a notice is worth is another matter. */
async function byRecovery(fixture: Fixture): Promise<Reach> {
  const { portal, held, recoverer } = fixture;
  const [mfa] = portal.servers;
  const { userId } = portal;
  const { rule } = recoverer;
  const begun = await signIn(fixture);
  if (rule === undefined || begun?.kind !== 'challenge') return 'nothing';
  const { via } = rule;
  const checks = rule.verify?.checks ?? ['in person'];
  const asked: RecoveryRequested = await mfa.recovery.request({ token: begun.token, via });
  if (asked.kind !== 'requested') return 'nothing';
  const { id: requestId } = asked.request;
  // Honest staff are convinced by a message from the mailbox, if that is all they have to check.
  const isConvinced = held.mailbox && checks.every((check) => check === 'registered-email');
  const approvers = [...(held.approver ? ['kim'] : []), ...(isConvinced ? ['lee'] : [])];
  const parts: string[] = [];
  for (const by of approvers) {
    const approval = { userId, user: portal.user(), requestId, staff: { id: by }, checks, note: 'checked' };
    const approved = await mfa.recovery.approve(approval);
    if (approved.kind === 'approved' && approved.code !== undefined) parts.push(approved.code);
  }
  await mfa.dispatchNotices({ userId });
  portal.clock.advance(2 * DAY);
  const code =
    held.mailbox && rule.handover === 'contact'
      ? fixture.owner.read('recovery-code', 'email')
      : parts.join('');
  const again = await signIn(fixture);
  if (again?.kind === 'enrol' || again?.kind === 'complete') return arrived(fixture, again);
  if (again?.kind !== 'challenge') return 'nothing';
  const completed = await mfa.recovery.complete({ token: again.token, via, ...(code ? { code } : {}) });
  return completed.kind === 'completed' ? arrived(fixture, completed.next) : 'nothing';
}

/** What keeps the owner out for a while: wrong codes, or her own recovery cancelled. */
async function byDelay(fixture: Fixture): Promise<Reach> {
  const { portal, held, owner, recoverer, session } = fixture;
  const [mfa] = portal.servers;
  const { userId } = portal;
  const begun = await signIn(fixture);
  if (begun?.kind === 'challenge') {
    const factorId = begun.challenge.options[0]?.factorId ?? '';
    const { token } = begun;
    for (let tries = 0; tries < 5; tries++) await mfa.verify({ token, factorId, response: '000000' });
    const { state } = (await mfa.support.describe({ userId, user: portal.user() })).factors[0] ?? {};
    if (state?.kind === 'locked') return 'only delays';
  }
  const { rule } = recoverer;
  if (rule === undefined) return 'nothing';
  const { via } = rule;
  await mfa.recovery.request({ userId, user: portal.user(), via, staff: { id: 'desk' } });
  await mfa.dispatchNotices({ userId });
  const cancelToken = owner.read('link', 'email');
  const staff = { id: 'kim' } as const;
  const orders = [
    ...(held.mailbox && cancelToken ? [{ cancelToken }] : []),
    ...(held.approver ? [{ userId, staff, note: 'no reason' }] : []),
    ...(session ? [{ caller: session }] : []),
  ];
  for (const order of orders) {
    if ((await mfa.recovery.cancel(order)).kind === 'cancelled') return 'only delays';
  }
  return 'nothing';
}
