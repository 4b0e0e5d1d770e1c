import type { Method } from '../../account/factors/method.ts';
import { MfaError } from '../../errors.ts';
import type { FactorMethod } from '../../factors/method.ts';
import { eventsEndingSessions, eventsNotified } from '../../policy/reactions.ts';
import { leavesOf } from '../../policy/requirements/satisfaction.ts';
import { userFactsOf } from '../../policy/requirements/user-facts.ts';
import type { Policy } from '../../policy/schema/policy.ts';
import type { Requirement } from '../../policy/schema/requirement.ts';
import type { Portal } from '../../ports/portal.ts';

interface Needed {
  readonly hook: keyof Portal;
  /** What needs it, and where that is. */
  readonly why: string;
}

/**
 * Refuses to start where the policy needs a hook that the portal does not pass: without it the policy would be quietly
 * weaker than it reads.
 *
 * @throws MfaError `configuration-invalid`, naming the hook and what needs it.
 */
export function assertHooks(
  policy: Policy,
  methods: ReadonlyMap<Method, FactorMethod>,
  { portal, dispatchedElsewhere }: { readonly portal: Portal; readonly dispatchedElsewhere: boolean },
): void {
  const needed: readonly Needed[] = [
    ...factsNeeded(policy),
    ...sessionsNeeded(policy),
    ...passwordNeeded(policy),
    ...contactsNeeded(policy, methods),
    ...(dispatchedElsewhere ? [] : noticesNeeded(policy)),
    ...(portal.notify === undefined
      ? []
      : [{ hook: 'contacts', why: 'portal.notify has to know whom to tell' } as const]),
  ];
  const missing = needed.find(({ hook }) => typeof portal[hook] !== 'function');
  if (missing !== undefined) {
    throw new MfaError(
      'configuration-invalid',
      `createMfa: portal.${missing.hook} is missing: ${missing.why}`,
    );
  }
}

/** Whether the policy has users told of something, so that notices are written whichever process makes the change. */
export function tellsUsers(policy: Policy): boolean {
  return noticesNeeded(policy).length > 0;
}

function factsNeeded(policy: Policy): readonly Needed[] {
  return userFactsOf(policy).map(({ path, rule, member }) => ({
    hook: 'user',
    why:
      `policy.${path}${rule === undefined ? '' : ` ("${rule}")`} depends on the user's ${member}, which are asked for ` +
      'again when a sign-in continues from its token',
  }));
}

function sessionsNeeded(policy: Policy): readonly Needed[] {
  return eventsEndingSessions(policy).map((event) => ({
    hook: 'revokeSessions',
    why: policy.on?.some((reaction) => reaction.event === event)
      ? `policy.on ends sessions after ${event}`
      : `sessions end after ${event} by default; policy.on may name the event with other effects`,
  }));
}

function noticesNeeded(policy: Policy): readonly Needed[] {
  const recovery = policy.recovery.findIndex(({ via }) => via !== 'backup-code');
  return [
    ...eventsNotified(policy).map((event) => `policy.on notifies the user of ${event}`),
    ...(recovery < 0 ? [] : [`the owner is told of a recovery by policy.recovery[${recovery}]`]),
  ].map((why) => ({
    hook: 'notify',
    why: `${why}. Pass it, or notices.dispatchedElsewhere where another process has it`,
  }));
}

/** A password that must be fresh is asked for again in a session: `reauthenticate` checks it. */
function passwordNeeded({ manage, rules }: Policy): readonly Needed[] {
  const asked: readonly (readonly [string, Requirement])[] = [
    ...Object.entries(manage)
      .filter(([name]) => !ENROLLED_ONLY.includes(name))
      .map(([name, requirement]) => [`manage.${name}`, requirement as Requirement] as const),
    ...rules.flatMap(({ actions = {} }, index) =>
      Object.entries(actions).map(
        ([name, requirement]) => [`rules[${index}].actions.${name}`, requirement] as const,
      ),
    ),
  ];
  return asked
    .filter(([, requirement]) => leavesOf(requirement).some(({ of }) => of.some(namesPassword)))
    .map(([path]) => ({ hook: 'verifyPassword', why: `policy.${path} asks for the password` }));
}

/** What must be enrolled, and is not shown. */
const ENROLLED_ONLY: readonly string[] = ['keep', 'primaryIf'];

function namesPassword(selector: Extract<Requirement, { readonly of: unknown }>['of'][number]): boolean {
  return typeof selector === 'string'
    ? selector === 'password'
    : (selector.method?.includes('password') ?? false);
}

function contactsNeeded(policy: Policy, methods: ReadonlyMap<Method, FactorMethod>): readonly Needed[] {
  return [...methods.values()]
    .filter(({ method, sending }) => sending !== undefined && policy.methods[method]?.allow === 'yes')
    .map(({ method }) => ({
      hook: 'contacts',
      why: `policy.methods allows ${method}, whose codes are sent to a contact`,
    }));
}
