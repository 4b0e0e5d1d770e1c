import type { ChallengeView, Intent, Method, SignedIn } from '@factorkit/core';
import type { Call, Commands } from './commands.ts';
import type { Owner } from './owner.ts';
import type { Stolen } from './past.ts';
import type { Message, ModelPortal, PortalSession } from './portal.ts';
import type { Loot } from './powers.ts';
import { actionSuffices } from './suffices.ts';
import type { Watch } from './watch.ts';

/** What the attacker took with him at the beginning, and the session as he raised it since. */
export interface Attacker extends Omit<Stolen, 'session'> {
  readonly loot: Loot;
  session: PortalSession | undefined;
}

/** Whatever this says to an attacker whose powers do not suffice, it must not. */
const FORBIDDEN: readonly string[] = [
  'complete',
  'enrol',
  'completed',
  'begun',
  'active',
  'acknowledge',
  'removed',
  'chosen',
  'regenerated',
];

export interface Fixture {
  readonly portal: ModelPortal;
  readonly commands: Commands;
  readonly owner: Owner;
  readonly attacker: Attacker;
  readonly watch: Watch;
}

/** What an attacker can do with what he has. */
export interface Moves extends Fixture {
  readonly call: Call;
  readonly methods: readonly Method[];
  /** The tokens that he holds, the newest last. */
  readonly tokens: string[];
  /** Takes an answer: what it must not say is reported, and a challenge is kept. */
  take(name: string, answer: { readonly kind: string } | undefined): void;
  /** Begins a sign-in, by any first factor that he has. */
  knock(pick: number): Promise<void>;
  tokenFor(pick: number): Promise<string | undefined>;
  optionsOf(token: string): Promise<ChallengeView['options']>;
  /** Any code that is surely wrong: luck is not what is tested. */
  guess(pick: number): string;
  answer(token: string, factorId: string, response: string, intent?: Intent): Promise<void>;
  /** Answers with what he reads. */
  answerByMail(token: string, pick: number, intent?: Intent): Promise<void>;
  /** The stolen session, as long as it lives. */
  caller(): Promise<SignedIn | undefined>;
  inbox(): readonly Message[];
}

export function createMoves(fixture: Fixture): Moves {
  const { portal, commands, owner, attacker, watch } = fixture;
  const call = commands.as('attacker');
  const { userId, policy, clock } = portal;
  const { powers } = attacker.loot;
  const methods = Object.keys(policy.methods) as Method[];
  const tokens: string[] = [];

  const take = (name: string, answer: { readonly kind: string } | undefined): void => {
    if (answer === undefined) return;
    // Without a token it names the methods that would help, and opens nothing.
    const isAdvice = answer.kind === 'enrol' && !('token' in answer);
    if (FORBIDDEN.includes(answer.kind) && !isAdvice)
      watch.report(`${name} said "${answer.kind}" to the attacker`);
    if (answer.kind === 'challenge' && 'token' in answer) tokens.push(String(answer.token));
  };

  const inbox = () => portal.inbox(attacker.addresses);
  const ownCode = () => inbox().findLast(({ code }) => code !== undefined)?.code;
  const caller = async () =>
    attacker.session !== undefined && (await portal.isLive(attacker.session))
      ? portal.callerOf(attacker.session)
      : undefined;

  const knock = async (pick: number): Promise<void> => {
    const byLink = powers.mailbox && (!powers.password || pick % 3 === 0);
    if (!byLink && !powers.password) return;
    // A portal may forget to say which mailbox its link went to.
    const through = pick % 2 === 0 ? { through: { channel: 'email', contactId: 'mail' } as const } : {};
    const firstFactor = byLink
      ? ({ method: 'magic-link', ...through } as const)
      : ({ method: 'password' } as const);
    const deviceToken =
      attacker.cookie === undefined || pick % 2 === 0 ? {} : { deviceToken: attacker.cookie };
    const input = { userId, user: portal.user(), firstFactor, ...deviceToken };
    take('beginSignIn', await call('beginSignIn', (mfa) => mfa.beginSignIn(input)));
  };

  const tokenFor = async (pick: number): Promise<string | undefined> => {
    if (tokens.length === 0 || pick % 4 === 0) await knock(pick);
    return pick % 5 === 4 ? tokens[pick % tokens.length] : tokens.at(-1);
  };

  const optionsOf = async (token: string): Promise<ChallengeView['options']> => {
    const described = await call('describeChallenge', (mfa) => mfa.describeChallenge({ token }));
    return described?.kind === 'open' ? described.challenge.options : [];
  };

  const guess = (pick: number): string => {
    const right = new Set([
      ...owner.devices.flatMap(({ phone }) =>
        phone ? [-60_000, -30_000, 0, 30_000, 60_000].map((ms) => phone.code(clock.now() + ms)) : [],
      ),
      ...portal.inbox(portal.addresses()).map(({ code }) => code),
    ]);
    for (let number = pick; ; number++) {
      const code = String(number).padStart(6, '0');
      if (!right.has(code)) return code;
    }
  };

  const answer: Moves['answer'] = async (token, factorId, response, intent) => {
    const by = await caller();
    const input = { token, factorId, response, ...(by ? { caller: by } : {}) };
    const verdict = await call('verify', (mfa) => mfa.verify(input));
    // An action of its own may be in his reach where a change is not.
    const requirement = intent?.kind === 'action' ? payRequirement() : undefined;
    const isHis = requirement !== undefined && actionSuffices(requirement, policy, attacker.loot);
    if (verdict?.kind === 'complete' && isHis && attacker.session) {
      attacker.session = await portal.raise(attacker.session, verdict.assurance);
      return;
    }
    take('verify', verdict);
  };
  const payRequirement = () => policy.rules.find(({ actions }) => actions?.pay)?.actions?.pay;

  const answerByMail: Moves['answerByMail'] = async (token, pick, intent) => {
    const options = (await optionsOf(token)).filter(
      ({ method }) => (method === 'email' && powers.mailbox) || (method === 'sms' && powers.sim),
    );
    const option = options[pick % Math.max(1, options.length)];
    if (option === undefined) return;
    const { factorId } = option;
    await call('sendCode', (mfa) => mfa.sendCode({ token, factorId }));
    await answer(token, factorId, ownCode() ?? '000000', intent);
  };

  return {
    ...fixture,
    call,
    methods,
    tokens,
    take,
    knock,
    tokenFor,
    optionsOf,
    guess,
    answer,
    answerByMail,
    caller,
    inbox,
  };
}
