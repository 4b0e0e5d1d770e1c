import type { Method } from '../../account/factors/method.ts';
import { MfaError } from '../../errors.ts';
import type { FactorMethod } from '../../factors/method.ts';
import { eventsEndingSessions, eventsNotified } from '../../policy/reactions.ts';
import { leavesOf } from '../../policy/requirements/satisfaction.ts';
import { factsToAskFor } from '../../policy/requirements/user-facts.ts';
import type { Policy } from '../../policy/schema/policy.ts';
import type { Requirement } from '../../policy/schema/requirement.ts';
import type { Portal } from '../../ports/portal.ts';

interface Needed {
  readonly hook: keyof Portal;
  /** What needs the hook, and where in the policy. */
  readonly why: string;
}

/**
 * Refuses to start if the policy needs a hook that the portal does not pass: without it the policy would be weaker than
 * it looks.
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
      : [{ hook: 'contacts', why: 'portal.notify needs the contacts of the user' } as const]),
  ];
  const missing = needed.find(({ hook }) => typeof portal[hook] !== 'function');
  if (missing !== undefined) {
    throw new MfaError(
      'configuration-invalid',
      `createMfa: portal.${missing.hook} is missing: ${missing.why}`,
    );
  }
}

/** Whether the policy notifies users, so that notices are written whichever process makes the change. */
export function tellsUsers(policy: Policy): boolean {
  return noticesNeeded(policy).length > 0;
}

function factsNeeded(policy: Policy): readonly Needed[] {
  return factsToAskFor(policy).map(({ path, rule, member }) => ({
    hook: 'user',
    why:
      `policy.${path}${rule === undefined ? '' : ` ("${rule}")`} depends on the user's ${member}, which are read ` +
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
    ...(recovery < 0 ? [] : [`the user is notified of a recovery by policy.recovery[${recovery}]`]),
  ].map((why) => ({
    hook: 'notify',
    why: `${why}. Pass it, or set notices.dispatchedElsewhere if another process has it`,
  }));
}

/** A fresh password is required in a session: `reauthenticate` checks it. */
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

/** Requirements that name enrolled factors, not evidence. */
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
