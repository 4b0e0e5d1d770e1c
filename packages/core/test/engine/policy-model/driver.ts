import { createMfa, type Intent, type Mfa, type SignedIn, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import {
  type Authenticator,
  authenticatorFromUri,
  createFakeClock,
  createSeededRandom,
  type FakeClock,
} from '@factorkit/testkit';
import { START, wrongCode } from '../world.ts';
import type { Goal, ModelToken } from './account.ts';
import { policyOf } from './any-policy.ts';
import type { Answer, Model, ModelAnswer, ModelCaller, ModelSession } from './commands.ts';
import type { ModelMethod, ModelPolicy } from './judge.ts';
import { createModel } from './model.ts';
import { pin } from './pin.ts';
import { type Result, said } from './said.ts';
import { accountInWords } from './words.ts';

const USER = { userId: 'anna', user: { accountName: 'anna' } } as const;
const KEY = { id: 'test-1', key: createSeededRandom(1)(32) };

export type Answering = 'right' | 'wrong' | 'replayed' | 'malformed';

/** One step: what is done, with which of the things at hand, on which server. */
export interface Step {
  readonly does:
    | 'sign-in'
    | 'verify'
    | 'back-up'
    | 'step-up'
    | 'reauthenticate'
    | 'begin'
    | 'confirm'
    | 'acknowledge'
    | 'remove'
    | 'rename'
    | 'choose'
    | 'regenerate'
    | 'postpone'
    | 'wait';
  readonly first: number;
  readonly second: number;
  readonly answer: Answering;
  readonly server: 0 | 1;
}

interface Held<M> {
  readonly model: M;
  readonly real: string;
}

interface Device {
  readonly id: string;
  readonly real: string;
  readonly method: ModelMethod;
  readonly phone?: Authenticator;
}

const WAITS = [1_000, 30_000, 30_000, 30_000, 61_000, 300_001, 900_000, 3_600_000];

/** The engine and the model side by side: what either said, step by step. */
export interface Driver {
  /** Takes a step; gives back what the engine said and what the model said. */
  take(step: Step): Promise<Both>;
  /** The settings page, as either tells it. */
  look(): Promise<Both>;
}

export type Both = readonly [engine: string, model: string];

export function drive(policy: ModelPolicy): Driver {
  const clock: FakeClock = createFakeClock({ nowMs: START });
  const model: Model = createModel(policy, START);
  const servers = serversOf(policy, clock);
  const tokens: Held<ModelToken>[] = [];
  const sessions: { readonly model: ModelSession; readonly real: SignedIn }[] = [];
  const devices: Device[] = [];

  /** What fits, mostly, and now and then something that does not: the latest few of either. */
  function fitting<T>(list: readonly T[], fits: (entry: T) => boolean, pick: number): T | undefined {
    const fit = list.filter(fits);
    return recent(pick % 6 === 0 || fit.length === 0 ? list : fit, pick);
  }

  const isOpen =
    (kind: ModelToken['kind']) =>
    (held: Held<ModelToken>): boolean =>
      held.model.kind === kind && model.isOpen(held.model);

  /** One of the latest few. */
  function recent<T>(list: readonly T[], pick: number): T | undefined {
    return list[list.length - 1 - (pick % Math.min(4, list.length || 1))];
  }

  function nameOf(real: string): string {
    return devices.find((device) => device.real === real)?.id ?? 'unknown';
  }

  /** Keeps what both hold now, and says what they said. */
  function both(result: Result, answer: Answer): Both {
    const { words, token, assurance } = said(result, nameOf);
    if (token !== undefined && answer.token) tokens.push({ model: answer.token, real: token });
    if (assurance !== undefined && answer.session) {
      sessions.push({ model: answer.session, real: { ...USER, assurance } });
    }
    return [words, answer.said];
  }

  /** Any session of the user will do for a step-up. */
  function answered(token: Held<ModelToken>): { readonly token: string; readonly caller?: SignedIn } {
    const [session] = sessions;
    return { token: token.real, ...(session && { caller: session.real }) };
  }

  function answerOf(
    device: Device,
    how: Answering,
  ): { readonly response: string; readonly model: ModelAnswer } {
    const used = model.used(device.id);
    if (how === 'malformed') return { response: 'abc', model: 'malformed' };
    const { phone } = device;
    if (phone === undefined) {
      const shows = how === 'right' ? used + 1 : how === 'replayed' ? used : 0;
      return { response: String(shows), model: judged(shows, used) };
    }
    if (how === 'wrong') return { response: wrongCode({ phone }, clock.now()), model: 'wrong' };
    const step = how === 'right' ? Math.floor(clock.now() / 30_000) : used;
    return { response: phone.code(step * 30_000), model: judged(step, used) };
  }

  function judged(shows: number, used: number): ModelAnswer {
    if (shows > used) return { shows };
    return shows > 0 && shows === used ? 'used' : 'wrong';
  }

  return { take, look };

  async function take({ does, first, second, answer, server }: Step): Promise<Both> {
    const mfa = servers[server];
    const session = recent(sessions, first);
    const token = fitting(
      tokens,
      isOpen(does === 'verify' || does === 'back-up' ? 'challenge' : 'enrol'),
      first,
    );
    const wanted = does === 'confirm' || does === 'acknowledge' ? 'pending' : 'enrolled';
    const device = fitting(devices, ({ id }) => model.stateOf(id) === wanted, second);
    const caller = first % 3 === 0 ? tokenCaller(token) : (sessionCaller(session) ?? tokenCaller(token));
    const nothing = ['', ''] as const;
    switch (does) {
      case 'wait': {
        const ms = WAITS[first % WAITS.length] ?? 0;
        clock.advance(ms);
        model.advance(ms);
        return nothing;
      }
      case 'sign-in':
        return both(await mfa.beginSignIn({ ...USER, firstFactor: { method: 'password' } }), model.signIn());
      case 'verify': {
        if (token === undefined || device === undefined) return nothing;
        const { response, model: shown } = answerOf(device, answer);
        const result = await mfa.verify({ ...answered(token), factorId: device.real, response });
        return both(result, model.verify(token.model, device.id, shown));
      }
      case 'back-up': {
        if (token === undefined) return nothing;
        const { left, gone } = model.codes();
        const code =
          (answer === 'right' ? left[0] : answer === 'replayed' ? gone[0] : undefined) ??
          '0000-0000-0000-0000';
        return both(
          await mfa.verifyBackupCode({ ...answered(token), code }),
          model.backUp(token.model, code),
        );
      }
      case 'step-up': {
        if (session === undefined) return nothing;
        const goal: Exclude<Goal, 'sign-in'> =
          second % 3 === 0 ? 'manage' : second % 3 === 1 || !device ? 'pay' : { remove: device.id };
        const result = await mfa.beginStepUp({ caller: session.real, intent: intentOf(goal, device) });
        const { session: _, ...told } = model.stepUp(session.model, goal);
        return both(result, told);
      }
      case 'reauthenticate':
        if (session === undefined) return nothing;
        return both(
          await mfa.reauthenticate({ caller: session.real, password: 'right' }),
          model.reauthenticate(session.model),
        );
      case 'begin': {
        if (caller === undefined) return nothing;
        const method: ModelMethod = second % 2 === 0 ? 'totp' : 'x-pin';
        const replaced = second % 5 === 0 ? device : undefined;
        const result = await mfa.beginEnrolment({
          caller: caller.real,
          method,
          ...(replaced ? { replaces: replaced.real } : {}),
        });
        const id = `f${devices.length + 1}`;
        if (result.kind === 'begun') {
          const { factorId, setup } = result.enrolment;
          devices.push({
            id,
            real: factorId,
            method,
            ...(setup.kind === 'totp' && method === 'totp' ? { phone: authenticatorFromUri(setup.uri) } : {}),
          });
        }
        return both(result, model.begin(caller.model, method, replaced?.id, id));
      }
      case 'confirm': {
        if (caller === undefined || device === undefined) return nothing;
        const { response, model: shown } = answerOf(device, answer);
        const result = await mfa.confirmEnrolment({ caller: caller.real, factorId: device.real, response });
        const codes = 'backupCodes' in result ? (result.backupCodes ?? []) : [];
        return both(result, model.confirm(caller.model, device.id, shown, codes));
      }
      case 'acknowledge': {
        if (caller === undefined) return nothing;
        const waits = devices.find(({ id }) => id === model.waiting());
        const named = answer === 'right' ? waits : device;
        return both(
          await mfa.acknowledgeBackupCodes({
            caller: caller.real,
            ...(named && { factorId: named.real }),
          }),
          model.acknowledge(caller.model, named?.id),
        );
      }
      case 'remove':
        if (session === undefined || device === undefined) return nothing;
        return both(
          await mfa.removeFactor({ caller: session.real, factorId: device.real }),
          model.remove(session.model, device.id),
        );
      case 'rename':
        if (session === undefined || device === undefined) return nothing;
        return both(
          await mfa.renameFactor({ caller: session.real, factorId: device.real, label: `Name ${second}` }),
          model.rename(session.model, device.id),
        );
      case 'choose':
        if (session === undefined || device === undefined) return nothing;
        return both(
          await mfa.setPrimary({ caller: session.real, factorId: device.real }),
          model.choose(session.model, device.id),
        );
      case 'regenerate': {
        if (session === undefined) return nothing;
        const result = await mfa.regenerateBackupCodes({ caller: session.real });
        const codes = result.kind === 'regenerated' ? result.backupCodes : [];
        return both(result, model.regenerate(session.model, codes));
      }
      case 'postpone':
        if (token === undefined) return nothing;
        return both(
          await mfa.postponeEnrolment({ caller: { token: token.real } }),
          model.postpone(token.model),
        );
    }
  }

  async function look(): Promise<Both> {
    const session = sessions.at(-1);
    if (session === undefined) return ['', ''];
    const { factors, backupCodes } = await servers[0].describe({ caller: session.real });
    const listed = factors.map(({ id, status }) => ({ id: nameOf(id), suspended: status === 'suspended' }));
    const primary = factors.find((factor) => factor.primary);
    return [accountInWords(listed, primary && nameOf(primary.id), backupCodes?.left), model.look()];
  }

  function sessionCaller(held: (typeof sessions)[number] | undefined): CallerPair | undefined {
    return held && { real: held.real, model: held.model };
  }

  function tokenCaller(held: Held<ModelToken> | undefined): CallerPair | undefined {
    return held && { real: { token: held.real }, model: held.model };
  }
}

interface CallerPair {
  readonly real: SignedIn | { readonly token: string };
  readonly model: ModelCaller;
}

function intentOf(goal: Exclude<Goal, 'sign-in'>, device: Device | undefined): Intent {
  if (typeof goal === 'object') return { kind: 'remove', factorId: device?.real ?? '' };
  return goal === 'pay' ? { kind: 'action', name: 'pay' } : { kind: 'manage' };
}

/** Two servers over one store. */
function serversOf(policy: ModelPolicy, clock: FakeClock): readonly [Mfa, Mfa] {
  const storage = createMemoryStorage();
  const server = (seed: number): Mfa =>
    createMfa({
      issuer: 'Example Portal',
      keys: [KEY],
      storage,
      methods: [totp(), pin()],
      policy: policyOf(policy),
      clock: clock.now,
      random: createSeededRandom(seed),
      portal: { verifyPassword: async () => true, revokeSessions: async () => undefined },
    });
  return [server(100), server(200)];
}
