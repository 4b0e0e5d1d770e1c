import type { Method } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import fc from 'fast-check';
import { administratorsByApp, anyPolicy } from './any-policy.ts';
import type { Trouble } from './commands.ts';
import type { Powers } from './powers.ts';

/** One step of one of the two. `attempt` and `pick` choose what is done, and with which of the things at hand. */
export interface Step {
  readonly who: 'owner' | 'attacker';
  readonly attempt: number;
  readonly pick: number;
  readonly server: 0 | 1;
  readonly trouble?: Trouble;
}

/** What the owner did before the attacker comes. */
export interface Past {
  readonly main: number;
  /** How many further factors she has. */
  readonly more: number;
  readonly trusts: boolean;
  /** She signed in once more after she trusted the browser. */
  readonly returns: boolean;
  /** She lost everything once, and recovered. */
  readonly recovered: boolean;
  /** She signed in last with another factor than the one she always has, if she has one. */
  readonly spare: boolean;
  /** She became an administrator after her last sign-in. */
  readonly promoted: boolean;
}

export interface Scenario {
  readonly policy: Policy;
  readonly past: Past;
  readonly powers: Powers;
  readonly steps: readonly Step[];
}

const often = (times: number, of: number): fc.Arbitrary<boolean> =>
  fc.nat({ max: of - 1 }).map((n) => n < times);

const anyPower = {
  password: often(1, 2),
  mailbox: often(1, 6),
  sim: often(1, 6),
  session: fc.constantFrom('none', 'none', 'live', 'ended'),
  cookie: fc.constantFrom('none', 'none', 'none', 'none', 'live', 'ended'),
  retiredKey: often(1, 8),
  row: often(1, 8),
  approver: often(1, 5),
} as const;

const anyPastPart = {
  main: fc.nat({ max: 3 }),
  more: fc.constantFrom(0, 1, 1, 2),
  trusts: often(1, 2),
  returns: often(1, 2),
  recovered: often(1, 3),
  spare: often(1, 2),
  promoted: often(1, 2),
} as const;

const anyone: fc.Arbitrary<Pick<Scenario, 'past' | 'powers'>> = fc.record({
  past: fc.record(anyPastPart),
  powers: fc.record(anyPower),
});

/** Of a session that shows less than is asked of her now, for she became an administrator. The attacker reads her mail. */
const newAdministrator: typeof anyone = fc.record({
  past: fc.record({
    ...anyPastPart,
    main: fc.constant(0),
    more: fc.constant(1),
    recovered: fc.constant(false),
    returns: fc.constant(false),
    spare: fc.constant(true),
    promoted: fc.constant(true),
  }),
  powers: fc.record({
    ...anyPower,
    password: fc.constant(false),
    mailbox: fc.constant(true),
    sim: fc.constant(false),
    session: fc.constant('live'),
    approver: fc.constant(false),
  }),
});

/** Of a mailbox that signs her in by a link and is one of her factors too. The attacker reads it. */
const sharedMailbox: typeof anyone = fc.record({
  past: fc.record({
    ...anyPastPart,
    main: fc.constant(0),
    more: fc.constant(1),
    promoted: fc.constant(false),
  }),
  powers: fc.record({
    ...anyPower,
    password: fc.constant(false),
    mailbox: fc.constant(true),
    sim: fc.constant(false),
    session: fc.constant('none'),
    approver: fc.constant(false),
  }),
});

const anyTrouble: fc.Arbitrary<Trouble> = fc.record({
  command: fc.nat({ max: 3 }),
  call: fc.integer({ min: 1, max: 7 }),
  what: fc.constantFrom('throws', 'loses its answer', 'crashes', 'is overtaken', 'is overtaken'),
});

const anyStep: fc.Arbitrary<Step> = fc
  .record({
    who: fc.constantFrom('owner', 'owner', 'attacker', 'attacker', 'attacker'),
    attempt: fc.nat({ max: 9999 }),
    pick: fc.nat({ max: 59 }),
    server: fc.constantFrom(0, 1),
    trouble: fc.option(anyTrouble, { nil: undefined, freq: 3 }),
  })
  .map(({ trouble, ...step }) => (trouble === undefined ? step : { ...step, trouble }) as Step);

const anyStepOfHis: fc.Arbitrary<Step> = anyStep.map((step) => ({ ...step, who: 'attacker' }));

const stepsOf = (one: fc.Arbitrary<Step>, minLength: number, maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(one, { minLength, maxLength, size: 'max' });

/** Before the owner proves more in her session, and the copy of it ends. */
const stepsWhileSheSleeps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(stepsOf(anyStepOfHis, 12, 20), stepsOf(anyStep, 5, 25))
  .map((steps) => steps.flat());

export const anyScenario: fc.Arbitrary<Scenario> = fc
  .oneof(
    {
      weight: 7,
      arbitrary: fc.record({
        policy: anyPolicy,
        who: fc.oneof({ weight: 4, arbitrary: anyone }, { weight: 1, arbitrary: sharedMailbox }),
        steps: stepsOf(anyStep, 15, 45),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        policy: administratorsByApp,
        who: newAdministrator,
        steps: stepsWhileSheSleeps,
      }),
    },
  )
  .map(({ who, ...scenario }) => ({ ...scenario, ...who }));

/** What the owner always has: her first factor that is no mailbox, if the policy has one. */
export function mainOf(policy: Policy, { main }: Past): Method {
  const alone = aloneOf(policy);
  return alone[main % alone.length] ?? 'totp';
}

/** A text message may not be the only factor. */
function aloneOf({ methods }: Policy): readonly Method[] {
  const names = Object.keys(methods) as Method[];
  return names.filter((method) => methods[method]?.activeOnlyIf === undefined);
}
