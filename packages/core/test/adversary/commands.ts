import { type Mfa, MfaError } from '@factorkit/core';
import type { Disturbance, ModelPortal } from './portal.ts';
import type { Actor, Watch } from './watch.ts';

/** What disturbs a step: at which of its commands, at which call of a port, and how. */
export interface Trouble {
  readonly command: number;
  readonly call: number;
  readonly what: 'throws' | 'loses its answer' | 'crashes' | 'is overtaken';
}

/** One engine call by somebody. `undefined`: it failed, and nobody knows how far it came. */
export type Call = <T>(name: string, command: (mfa: Mfa) => Promise<T>) => Promise<T | undefined>;

export interface Commands {
  as(actor: Actor): Call;
  /** Chooses the server of the next step, and what disturbs it. `overtake` is done meanwhile, on the other server. */
  prepare(server: 0 | 1, trouble?: Trouble, overtake?: () => Promise<void>): void;
  /** Whether the step that was just taken went undisturbed. */
  wasCalm(): boolean;
  /** How many commands were given. */
  count(): number;
  /** How often which command came to which end, by the owner and the staff. */
  readonly tally: Map<string, number>;
  /** What was done so far, in words. */
  readonly trace: string[];
}

/** What a command throws where it was not disturbed, and rightly. */
const REFUSALS: readonly string[] = [
  'input-invalid',
  'account-tampered',
  'key-unknown',
  'account-unreadable',
];

export function createCommands(portal: ModelPortal, watch: Watch, tally: Map<string, number>): Commands {
  let server: 0 | 1 = 0;
  let trouble: Trouble | undefined;
  let overtake: (() => Promise<void>) | undefined;
  const trace: string[] = [];
  let given = 0;
  let inStep = 0;
  let isCalm = true;
  let depth = 0;
  let outer: Actor | undefined;

  const disturbanceFor = (actor: Actor, which: Trouble): Disturbance => {
    return async ({ number }) => {
      if (number < which.call || (which.what === 'is overtaken' && number > which.call)) return 'works';
      if (which.what !== 'is overtaken') return number === which.call ? which.what : 'works';
      await watch.observe(actor);
      depth += 1;
      outer = actor;
      server = server === 0 ? 1 : 0;
      await overtake?.();
      server = server === 0 ? 1 : 0;
      depth -= 1;
      return 'works';
    };
  };

  const as =
    (actor: Actor): Call =>
    async (name, command) => {
      given += 1;
      portal.clock.advance(1);
      if (depth > 0 && outer !== undefined) await watch.observe(outer);
      const mine = server;
      const isDisturbed = depth === 0 && trouble?.command === inStep;
      if (depth === 0) inStep += 1;
      if (isDisturbed && trouble) {
        isCalm = false;
        portal.disturb(mine, disturbanceFor(actor, trouble));
      }
      const say = (end: unknown): void => {
        trace.push(
          `  ${actor} ${name}, server ${mine}${isDisturbed ? `, ${trouble?.what}` : ''}: ${inWords(end)}`,
        );
      };
      try {
        const answer = await command(portal.servers[mine]);
        await watch.observe(actor);
        say(answer);
        if (actor !== 'attacker') note(tally, name, answer);
        return answer;
      } catch (error) {
        say(error);
        await watch.observe(actor).catch(() => undefined);
        const isRefusal = error instanceof MfaError && REFUSALS.includes(error.code);
        if (!isDisturbed && !(isRefusal && actor === 'attacker'))
          watch.report(`${name} by ${actor}: ${error}`);
        return undefined;
      } finally {
        if (isDisturbed) portal.disturb(mine, undefined);
      }
    };

  return {
    as,
    prepare(next, troubled, overtaking) {
      server = next;
      trouble = troubled;
      overtake = overtaking;
      inStep = 0;
      isCalm = true;
    },
    wasCalm: () => isCalm,
    count: () => given,
    tally,
    trace,
  };
}

function inWords(end: unknown): string {
  if (end instanceof Error) return String(end);
  const { kind, reason } = Object(end) as { readonly kind?: unknown; readonly reason?: unknown };
  return [kind, reason].filter((word) => word !== undefined).join(' ');
}

function note(tally: Map<string, number>, name: string, answer: unknown): void {
  const { kind } = Object(answer) as { readonly kind?: unknown };
  const key = typeof kind === 'string' ? `${name}: ${kind}` : name;
  tally.set(key, (tally.get(key) ?? 0) + 1);
}
