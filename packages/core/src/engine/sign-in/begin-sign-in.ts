import { type Account, type Change, chain } from '../../account/account.ts';
import { isEnrolled } from '../../account/factors/factor.ts';
import { hasFactor } from '../../account/notices/enrolment-news.ts';
import type { SeenContact } from '../../account/sending/contacts.ts';
import { beginChallenge } from '../../account/sign-in/unfinished-sign-ins.ts';
import { SKEW_MS } from '../../clock-skew.ts';
import { assertNever } from '../../errors.ts';
import type { User } from '../../policy/schema/user.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { FirstFactor } from '../actors.ts';
import { expectedOf, isExpected } from '../commit/expected-account.ts';
import { type Decided, type Reading, read, tellEnrolment, transactPrepared } from '../commit/transact.ts';
import { refreshed } from '../contacts/refreshed-contacts.ts';
import { seenContacts } from '../contacts/seen-contacts.ts';
import type { EngineContext } from '../context.ts';
import { inputInvalid } from '../input/refused.ts';
import { channelOf } from '../input/sign-in.ts';
import { advance, decide, viewOf } from '../progress/advance.ts';
import { deviceTrustOf } from '../progress/known-device.ts';
import { challengeProblem, openChallenge, refused } from '../progress/open-challenge.ts';
import type { ChallengeDescription, SignIn } from '../results/outcomes.ts';
import { signInByDevice } from './trusted-sign-in.ts';

interface BeginSignIn {
  readonly userId: string;
  readonly user: User;
  readonly firstFactor: FirstFactor;
  readonly expectEnrolled?: boolean;
  readonly deviceToken?: string;
  readonly source?: RequestSource;
}

export async function beginSignIn(context: EngineContext, input: BeginSignIn): Promise<SignIn> {
  const { userId, user, firstFactor } = input;
  const expected = expectedOf(input);
  return transactPrepared<Reading, Earlier, SignIn>(context, {
    ...expected,
    guard: (_decision, reading) => ({ passed: reading }),
    prepare: async (engine, { account }) => {
      // The portal lost the state or never received it: it started to use the hook later, or restored a backup.
      if (hasFactor(account) && (await isExpected(engine, expected)) === false) {
        await tellEnrolment(engine, userId).catch(() => undefined);
      }
      return earlier(engine, userId, account);
    },
    decide: (decision, { account, now }, before) => {
      // A time in the wrong unit would never expire. Clocks may differ by a minute.
      if ((firstFactor.at ?? 0) > now + SKEW_MS) {
        throw inputInvalid({ path: 'firstFactor.at', expected: 'a time that is not in the future' });
      }
      const { method, at = now, traits = [] } = firstFactor;
      const device = deviceTrustOf(decision, account, input.deviceToken, now);
      const progress = {
        userId,
        user,
        evidence: [{ method, at, traits, ...channelOf(firstFactor.through) }],
        grant: undefined,
        intent: { kind: 'sign-in' },
        device,
      } as const;
      // Contacts first: a factor that lost its contact is no longer offered.
      const named = account && before.seen && refreshed(decision, { account, named: before.seen, now });
      const current = named?.account ?? account;
      const next = advance(decision, current, progress, now);
      const token = input.deviceToken;
      const signIn = signInByDevice(decision, { account: current, progress, next, token, now });
      return withTraces(signIn, { account: current, named, held: before.held, now });
    },
  });
}

/** The current contacts, and sign-ins that are not recorded yet. */
interface Earlier {
  readonly seen: readonly SeenContact[] | undefined;
  readonly held: number;
}

/** Nothing is stored for a user without enrolled factors. */
async function earlier(
  context: EngineContext,
  userId: string,
  account: Account | undefined,
): Promise<Earlier> {
  const enrolled = account?.factors.filter(isEnrolled) ?? [];
  if (account === undefined || enrolled.length === 0) return { seen: undefined, held: 0 };
  const finishedAt = Math.max(...enrolled.map(({ lastUsedAt }) => lastUsedAt));
  return {
    seen: await seenContacts(context, userId, account),
    held: context.heldSignIns.take(userId, finishedAt),
  };
}

interface Traces {
  readonly account: Account | undefined;
  /** The change of its contacts, which the account already has. */
  readonly named: Change | undefined;
  readonly held: number;
  readonly now: number;
}

/** Adds to a sign-in the changed contacts, and that the sign-in is not completed. */
function withTraces(signIn: Decided<SignIn>, { account, named, held, now }: Traces): Decided<SignIn> {
  if (account === undefined) return signIn;
  const { change: made } = signIn;
  const start = named ?? { account, events: [] };
  const entered = made ? chain(start, () => made) : start;
  const begun = signIn.answer.kind === 'challenge' ? beginChallenge(entered.account, held, now) : undefined;
  const counted = typeof begun === 'object' ? begun : undefined;
  const change = counted ? chain(entered, () => counted) : entered;
  const isChanged = made !== undefined || named !== undefined || counted !== undefined;
  const decided = isChanged ? { ...signIn, change } : signIn;
  if (begun !== 'hold') return decided;
  return {
    ...decided,
    after: async (context) => {
      context.heldSignIns.hold(account.userId, now);
      return signIn.after === undefined ? signIn.answer : signIn.after(context);
    },
  };
}

export async function describeChallenge(
  context: EngineContext,
  { token }: { readonly token: string },
): Promise<ChallengeDescription> {
  const challenge = await openChallenge(context, token, ['sign-in', 'step-up', 'enrol']);
  if ('kind' in challenge) return challenge;
  const { account, now } = await read(context, challenge.userId);
  const problem = challengeProblem(challenge, account, now);
  if (problem) return problem;
  const decision = decide(context, account, challenge, now);
  switch (decision.outcome) {
    case 'challenge':
      return { kind: 'open', challenge: viewOf(context, account, challenge, decision, now) };
    case 'enrol': {
      const { methods, unmet, grace } = decision;
      const { expiresAt } = challenge;
      const enrol = {
        kind: 'enrol',
        token,
        methods,
        unmet,
        expiresAt,
        ...(grace === undefined ? {} : { grace }),
      } as const;
      return { kind: 'enrol', enrol };
    }
    // The policy changed since the token was created: a new sign-in applies the current policy.
    case 'allow':
    case 'wait':
    case 'deny':
      return refused('superseded');
    default:
      return assertNever(decision);
  }
}
