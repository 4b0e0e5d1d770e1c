import type {
  Assurance,
  Caller,
  EnrolmentConfirmed,
  FactorOption,
  Intent,
  Method,
  SignIn,
  VerifyOutcome,
} from '@factorkit/core';
import { type Authenticator, authenticatorFromUri } from '@factorkit/testkit';
import type { Commands } from './commands.ts';
import type { ModelPortal, PortalSession } from './portal.ts';

const STEP_MS = 31_000;

/** Something the owner can answer with. */
interface Device {
  readonly factorId: string;
  readonly method: Method;
  readonly phone?: Authenticator;
  readonly credential?: string;
}

/** A person who lives normally with an account: what she holds, and what she does. */
export interface Owner {
  /** The kind of factor that she always has. */
  readonly main: Method;
  devices: Device[];
  backupCodes: string[];
  session: PortalSession | undefined;
  /** The cookie of her trusted or known browser. */
  browser: string | undefined;
  /** What happens between the code that she requests and her answer. */
  interrupted: (() => Promise<void>) | undefined;
  /** She cannot use any of her factors. */
  lost: boolean;
  /** Answers that she gave and that were accepted: anyone who looked over her shoulder has them. */
  readonly spent: string[];
  readonly spentTokens: string[];
  signIn(how?: Partial<Answering>): Promise<string>;
  /** Wrong answers until it is locked. Gives the id of the factor. */
  mistype(): Promise<string>;
  stepUp(intent: Intent): Promise<boolean>;
  add(method: Method, replaces?: string): Promise<string>;
  enrolWith(caller: Caller, method: Method, replaces?: string): Promise<string>;
  /** Goes on from an answer that may have let her in. */
  goOn(next: VerifyOutcome): Promise<string>;
  /** The newest message to one of her addresses. */
  read(what: 'code' | 'recovery-code' | 'link', channel?: 'email' | 'sms'): string | undefined;
}

/** How she answers. */
interface Answering {
  readonly backupCode: boolean;
  readonly trust: boolean;
  /** With another factor than the one she always has, where she has one. */
  readonly spare: boolean;
}

interface Person {
  readonly commands: Commands;
  readonly main: Method;
  /** Told of what must not be. */
  readonly report: (what: string) => void;
}

export function createOwner(portal: ModelPortal, { commands, main, report }: Person): Owner {
  const call = commands.as('owner');
  const { userId, clock } = portal;
  let credentials = 0;
  let setUps = 0;

  const owner: Owner = {
    main,
    devices: [],
    backupCodes: [],
    session: undefined,
    browser: undefined,
    interrupted: undefined,
    lost: false,
    spent: [],
    spentTokens: [],

    read(what, channel) {
      const inbox = portal.inbox(portal.addresses(channel));
      if (what === 'code') return inbox.findLast(({ code }) => code !== undefined)?.code;
      if (what === 'link') {
        return inbox.findLast(({ notice }) => notice?.cancelToken !== undefined)?.notice?.cancelToken;
      }
      const sent = inbox.findLast(({ notice }) => notice?.about === 'recovery-code.sent');
      return /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent?.notice?.text ?? '')?.[0];
    },

    async signIn(how) {
      clock.advance(STEP_MS);
      const deviceToken = owner.browser;
      const begun = await call('beginSignIn', (mfa) =>
        mfa.beginSignIn({
          userId,
          user: portal.user(),
          firstFactor: { method: 'password' },
          ...(deviceToken === undefined ? {} : { deviceToken }),
        }),
      );
      if (begun === undefined) return 'failed';
      return walk(begun, how);
    },

    async mistype() {
      clock.advance(STEP_MS);
      const firstFactor = { method: 'password' } as const;
      const begun = await call('beginSignIn', (mfa) =>
        mfa.beginSignIn({ userId, user: portal.user(), firstFactor }),
      );
      const option = begun?.kind === 'challenge' ? begun.challenge.options.find(canAnswer) : undefined;
      if (begun?.kind !== 'challenge' || option === undefined) return 'backup-codes';
      const { token } = begun;
      const { factorId } = option;
      for (let tries = 0; tries < 5; tries++) {
        const verdict = await call('verify', (mfa) => mfa.verify({ token, factorId, response: '000000' }));
        if (verdict?.kind !== 'rejected') break;
      }
      return factorId;
    },

    async stepUp(intent) {
      const { session } = owner;
      if (session === undefined || !(await portal.isLive(session))) return false;
      clock.advance(STEP_MS);
      const caller = portal.callerOf(session);
      const begun = await call('beginStepUp', (mfa) => mfa.beginStepUp({ caller, intent }));
      if (begun?.kind === 'complete') return true;
      if (begun?.kind === 'proof-required' && begun.firstFactors.includes('password')) {
        const { password } = portal;
        const again = await call('reauthenticate', (mfa) => mfa.reauthenticate({ caller, password }));
        if (again?.kind !== 'complete') return false;
        owner.session = await portal.raise(session, again.assurance);
        return true;
      }
      if (begun?.kind !== 'challenge') return false;
      const { token, challenge } = begun;
      const option = challenge.options.find(canAnswer);
      if (option === undefined) return false;
      const response = await responseTo(token, option);
      const { factorId } = option;
      const verdict = await call('verify', (mfa) => mfa.verify({ token, factorId, response, caller }));
      if (verdict?.kind !== 'complete') return false;
      owner.session = await portal.raise(session, verdict.assurance);
      return true;
    },

    async add(method, replaces) {
      const { session } = owner;
      if (session === undefined || !(await portal.isLive(session))) return 'no session';
      const intent: Intent = { kind: 'enrol', method, ...(replaces === undefined ? {} : { replaces }) };
      const { account } = portal;
      if ((await account())?.factors.length && !(await owner.stepUp(intent))) return 'no proof';
      const raised = owner.session ?? session;
      return owner.enrolWith(portal.callerOf(raised), method, replaces);
    },

    async enrolWith(caller, method, replaces) {
      const label = `device ${owner.devices.length}`;
      const begun = await call('beginEnrolment', (mfa) =>
        mfa.beginEnrolment({ caller, method, label, ...(replaces === undefined ? {} : { replaces }) }),
      );
      if (begun?.kind === 'denied' && begun.reason === 'limit-reached' && replaces === undefined) {
        const same = (await portal.account())?.factors.find((factor) => factor.method === method);
        return same === undefined ? 'limit-reached' : owner.enrolWith(caller, method, same.id);
      }
      if (begun?.kind !== 'begun') return begun?.kind ?? 'failed';
      const { factorId, setup } = begun.enrolment;
      const device = deviceFor(factorId, method, setup.kind === 'totp' ? setup.uri : undefined);
      owner.devices.push(device);
      setUps += 1;
      if (setUps % 4 === 0) {
        await call('resumeEnrolment', (mfa) => mfa.resumeEnrolment({ caller, factorId }));
      }
      if (setup.kind === 'code' && setUps % 4 > 1) {
        clock.advance(STEP_MS);
        await call('sendEnrolmentCode', (mfa) => mfa.sendEnrolmentCode({ caller, factorId }));
      }
      const response = proofOf(device);
      const confirmed = await call('confirmEnrolment', (mfa) =>
        mfa.confirmEnrolment({ caller, factorId, response }),
      );
      if (confirmed === undefined) return 'failed';
      return inForce(caller, confirmed);
    },

    async goOn(next) {
      return walk(next);
    },
  };

  function deviceFor(factorId: string, method: Method, uri: string | undefined): Device {
    if (uri !== undefined) return { factorId, method, phone: authenticatorFromUri(uri) };
    credentials += 1;
    return {
      factorId,
      method,
      ...(method === 'webauthn' ? { credential: `key-${userId}-${credentials}` } : {}),
    };
  }

  function proofOf({ method, phone, credential }: Device): string {
    if (phone !== undefined) return phone.code(clock.now());
    return credential ?? owner.read('code', method === 'sms' ? 'sms' : 'email') ?? 'none';
  }

  function canAnswer({ factorId, state }: FactorOption): boolean {
    return state.kind === 'open' && owner.devices.some((device) => device.factorId === factorId);
  }

  async function responseTo(token: string, { factorId, sends }: FactorOption): Promise<string> {
    const device = owner.devices.find((other) => other.factorId === factorId);
    clock.advance(STEP_MS);
    if (sends) await call('sendCode', (mfa) => mfa.sendCode({ token, factorId }));
    const response = device === undefined ? 'none' : proofOf(device);
    await owner.interrupted?.();
    return response;
  }

  /** Answers whatever is asked, as far as she can. */
  async function walk(
    first: VerifyOutcome,
    { backupCode = false, trust = false, spare = false }: Partial<Answering> = {},
  ): Promise<string> {
    let next = first;
    for (let asked = 0; asked < 4 && next.kind === 'challenge'; asked++) {
      const { token, challenge } = next;
      const own = owner.lost ? [] : challenge.options.filter(canAnswer);
      const option = (spare ? own.find(({ method }) => method !== main) : undefined) ?? own[0];
      let answer: VerifyOutcome | undefined;
      let isFactor = false;
      const mayUseCode = backupCode || (option === undefined && !owner.lost);
      if (mayUseCode && challenge.backupCode && owner.backupCodes.length > 0) {
        const code = owner.backupCodes.shift() ?? '';
        answer = await call('verifyBackupCode', (mfa) => mfa.verifyBackupCode({ token, code }));
        owner.spent.push(code);
      } else {
        if (option === undefined) return 'cannot answer';
        const response = await responseTo(token, option);
        const { factorId } = option;
        const trustDevice = trust ? { trustDevice: { name: 'Firefox' } } : {};
        answer = await call('verify', (mfa) => mfa.verify({ token, factorId, response, ...trustDevice }));
        isFactor = true;
        const isOver = answer && answer.kind !== 'rejected' && answer.kind !== 'locked';
        // What a key says holds for one challenge; this one of the tests is no such key.
        if (isOver && option.method !== 'webauthn') owner.spent.push(response);
      }
      owner.spentTokens.push(token);
      if (answer === undefined) return 'failed';
      // Anyone who signs in with a factor has not lost it.
      if (
        isFactor &&
        answer.kind === 'complete' &&
        commands.wasCalm() &&
        (await portal.account())?.recoveries
      ) {
        report('a sign-in with a factor left a recovery open');
      }
      if ('replacementCode' in answer && answer.replacementCode)
        owner.backupCodes.push(answer.replacementCode);
      next = answer;
      clock.advance(STEP_MS);
    }
    return arrive(next);
  }

  async function arrive(next: VerifyOutcome): Promise<string> {
    if (next.kind === 'complete') {
      owner.browser = next.trustedDevice?.token ?? next.knownDevice?.token ?? owner.browser;
      owner.session = await portal.open(next.assurance);
      return 'complete';
    }
    if (next.kind !== 'enrol')
      return next.kind === 'denied' || next.kind === 'refused' ? `${next.kind} ${next.reason}` : next.kind;
    const { token, methods, grace } = next;
    if (grace !== undefined) {
      const later = await call('postponeEnrolment', (mfa) => mfa.postponeEnrolment({ caller: { token } }));
      if (later?.kind === 'complete') return arrive(later);
    }
    const method = methods.find((name) => name === main) ?? methods[0];
    return method === undefined ? 'enrol' : owner.enrolWith({ token }, method);
  }

  async function inForce(caller: Caller, confirmed: EnrolmentConfirmed): Promise<string> {
    if (confirmed.kind === 'acknowledge') {
      owner.backupCodes = [...confirmed.backupCodes];
      const { factorId } = confirmed;
      const done = await call('acknowledgeBackupCodes', (mfa) =>
        mfa.acknowledgeBackupCodes({ caller, factorId }),
      );
      return done?.kind === 'acknowledged' ? afterChange(caller, done.next) : (done?.kind ?? 'failed');
    }
    if (confirmed.kind !== 'active') return confirmed.kind;
    if (confirmed.backupCodes) owner.backupCodes = [...confirmed.backupCodes];
    return afterChange(caller, confirmed.next);
  }

  /** A session goes on with what it proved, or a sign-in does. */
  async function afterChange(caller: Caller, next: SignIn): Promise<string> {
    if ('token' in caller) return owner.goOn(next);
    if (next.kind === 'complete') owner.session = await raised(caller.sessionId, next.assurance);
    return 'active';
  }

  async function raised(sessionId: string | undefined, assurance: Assurance): Promise<PortalSession> {
    const before = portal.sessions().find(({ id }) => id === sessionId);
    return before === undefined ? portal.open(assurance) : portal.raise(before, assurance);
  }

  return owner;
}
