import {
  assertNever,
  type Method,
  type Mfa,
  MfaError,
  type Need,
  type Refusals,
  type Unmet,
} from '@factorkit/core';
import { parseRequirement, type Requirement } from '@factorkit/core/policy';
import { ACTION_NAME } from '@factorkit/core/schema';
import { assertCookieOptions, type MfaCookieOptions } from '../cookies/cookie.ts';
import { assertFunctions } from '../host/call-host-hook.ts';
import type { MfaHost } from '../host/host.ts';
import { type EveryMfa, engineFor, isForTenants } from '../host/tenant.ts';
import type { Answer } from '../message/answer.ts';
import { responseOf } from '../message/response.ts';
import { noSession, type ProblemMembers } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { type StepUpChallenge, stepUpAnswer } from '../problems/step-up-challenge.ts';
import { handOver } from '../route/apply-sign-in.ts';
import { currentUserOf } from '../route/session.ts';
import { isTokenChannel, type TokenChannel } from '../route/token-channel.ts';

export interface AssuranceGuardOptions<Context> {
  readonly mfa: EveryMfa;
  readonly host: Pick<MfaHost<Context>, 'currentUser' | 'source' | 'tenant'>;
  readonly cookie?: MfaCookieOptions;
}

/** Why a request was refused. From an `insufficient` one, `stepUpChallenge` makes the header of a 401. */
export type GuardRefusal =
  | { readonly kind: 'signed-out' }
  | (StepUpChallenge & {
      readonly kind: 'insufficient';
      /** Pass the same need to `beginStepUp` to ask for what is missing. */
      readonly need: Need;
      readonly unmet: readonly Unmet[];
      /** Only present if no enrolled factor can meet the need: the user must first enrol one of these methods. */
      readonly enrol?: readonly Method[];
    })
  | (Refusals['denied'] & { readonly need: Need });

/** @inline */
export type Guarded =
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'refused';
      readonly refused: GuardRefusal;
      /** The answer for programs and for pages that send requests with a script. */
      respond(): Promise<Response>;
    };

/** Checks one request. Reads the account and changes nothing. */
export type AssuranceGuard<Context> = (
  request: Pick<Request, 'headers'>,
  context: Context,
) => Promise<Guarded>;

/**
 * Creates guards for actions that a stolen session must not reach. A guard checks an action that the policy's rules
 * name, a requirement that you pass or, with neither, that this session proved two kinds of factors.
 *
 * If proof is missing, the answer is 401 with the challenge of RFC 9470. A client that wants to start the step-up at
 * once sends `Factorkit-Step-Up: cookie` or `body`: the 401 then brings a challenge in the cookie or the body. The
 * client answers it at `POST challenge/verify` and sends the request again. The requirement never comes from the
 * client.
 *
 * A guard throws `MfaError` if a port or a host hook fails. Refuse the request then.
 *
 * @throws MfaError `configuration-invalid` or `policy-invalid`, from `createAssuranceGuard` and from the function that
 * it returns.
 * @example
 * ```ts
 * import { createAssuranceGuard } from '@factorkit/http';
 *
 * const guard = createAssuranceGuard({ mfa, host });
 * const payout = guard({ action: 'payout' });
 *
 * const guarded = await payout(request, context);
 * if (guarded.kind === 'refused') return guarded.respond();
 * ```
 */
export function createAssuranceGuard<Context>(
  options: AssuranceGuardOptions<Context>,
): (need?: Need) => AssuranceGuard<Context> {
  const { mfa, host, cookie = {} } = options;
  assertFunctions('mfa', mfa, isForTenants(mfa) ? ['forTenant'] : ['requireAssurance', 'beginStepUp']);
  assertFunctions('host', host, ['currentUser']);
  assertCookieOptions(cookie);
  const engineOf = engineFor(mfa, host);

  return (given) => {
    const need = given === undefined ? { requirement: MULTI_FACTOR } : checkedNeed(given);
    if (!isForTenants(mfa)) assertNamed(need, mfa.actions);
    // S2: name a level only if the level is the whole requirement.
    const acr = given === undefined ? { acrValues: ['multi-factor'] } : {};
    return async (request, context) => {
      const { mfa, tenant } = await engineOf(context);
      assertNamed(need, mfa.actions);
      const caller = await currentUserOf(host, context, tenant);
      if (caller === undefined) {
        return {
          kind: 'refused',
          refused: { kind: 'signed-out' },
          respond: async () => responseOf(noSession()),
        };
      }
      const check = await mfa.requireAssurance({ caller, need });
      switch (check.kind) {
        case 'sufficient':
          return { kind: 'pass' };
        case 'denied': {
          const respond = async (): Promise<Response> => responseOf(refusal(check, 0));
          return { kind: 'refused', refused: { ...check, need }, respond };
        }
        case 'insufficient': {
          const refused = { ...check, ...acr, need };
          const wanted = request.headers.get('factorkit-step-up');
          const respond = async (): Promise<Response> => {
            const started = isTokenChannel(wanted) ? await begin(wanted) : NOT_STARTED;
            return responseOf(insufficient(refused, started), cookie);
          };
          const begin = async (channel: TokenChannel): Promise<StartedStepUp> =>
            startedBy(await mfa.beginStepUp({ caller, intent: intentOf(need) }), channel);
          return { kind: 'refused', refused, respond };
        }
        default:
          return assertNever(check);
      }
    };
  };
}

/** Two kinds of factors, each proved by the user and not remembered: the meaning of the level `multi-factor`. */
const MULTI_FACTOR: Requirement = {
  any: [
    // NIST SP 800-63B-4 §3.1.7.2: a security key that verified its user is two factors.
    { of: [{ method: ['webauthn', 'passkey'], trait: ['user-verified'] }], live: true },
    {
      all: [
        { of: ['password', 'federated'] },
        { of: ['totp', 'email', 'sms', 'webauthn', 'passkey', 'backup-code'], live: true },
      ],
    },
  ],
};

/** What a started challenge adds to a refusal. */
type StartedStepUp = Pick<Answer, 'cookies'> & { readonly body: StepUpMembers };

type StepUpMembers = Pick<
  ProblemMembers['insufficient-user-authentication'],
  'challenge' | 'token' | 'enrol' | 'factors' | 'firstFactors' | 'backupCode'
>;

const NOT_STARTED: StartedStepUp = { body: {} };

function startedBy(outcome: Awaited<ReturnType<Mfa['beginStepUp']>>, channel: TokenChannel): StartedStepUp {
  switch (outcome.kind) {
    case 'challenge':
      return handOver<StepUpMembers>({ challenge: outcome.challenge }, outcome.token, channel);
    case 'proof-required': {
      const { factors, firstFactors, backupCode } = outcome;
      return { body: { factors, firstFactors, backupCode } };
    }
    case 'enrol':
      return { body: { enrol: outcome.methods } };
    // Either the proof is complete by now, or nothing can be proved. Sending the request again, or `why`, tells the
    // client.
    case 'complete':
    case 'denied':
      return NOT_STARTED;
    default:
      return assertNever(outcome);
  }
}

function insufficient(
  { need, unmet, acrValues, maxAgeSeconds }: Extract<GuardRefusal, { readonly kind: 'insufficient' }>,
  { body, cookies = [] }: StartedStepUp,
): Answer {
  const asked = {
    ...(acrValues === undefined ? {} : { acrValues }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  };
  const why = [...new Set(unmet.map((each) => each.why))];
  const intent = 'action' in need ? { intent: { kind: 'action', name: need.action } as const } : {};
  const answer = stepUpAnswer('insufficient-user-authentication', asked, {
    ...asked,
    why,
    ...intent,
    ...body,
  });
  return { ...answer, cookies };
}

function intentOf(need: Need): Parameters<Mfa['beginStepUp']>[0]['intent'] {
  return 'action' in need
    ? { kind: 'action', name: need.action }
    : { kind: 'requirement', requirement: need.requirement };
}

/** A guard without a valid need must not start: it would let every request pass, or none. */
function checkedNeed(need: unknown): Need {
  if (typeof need !== 'object' || need === null) throw misused('must be an object');
  const keys = Object.keys(need);
  if (keys.length !== 1) throw misused('must have either an action or a requirement, and no other member');
  if ('requirement' in need) return { requirement: parseRequirement(need.requirement) };
  if (!('action' in need)) throw misused('must have an action or a requirement');
  const { action } = need;
  if (typeof action !== 'string' || !ACTION_NAME.test(action)) {
    throw misused('names an action that no policy can contain');
  }
  return { action };
}

function assertNamed(need: Need, actions: readonly string[]): void {
  if ('action' in need && !actions.includes(need.action))
    throw misused('names an action that no rule of the policy names');
}

function misused(why: string): MfaError {
  return new MfaError('configuration-invalid', `the need passed to a guard ${why}`);
}
