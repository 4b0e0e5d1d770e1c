import {
  assertNever,
  type Denied,
  type Method,
  type Mfa,
  MfaError,
  type Need,
  type Unmet,
} from '@factorkit/core';
import { parseRequirement, type Requirement } from '@factorkit/core/policy';
import { assertCookieOptions, type MfaCookieOptions } from '../cookies/cookie.ts';
import { assertFunctions } from '../host/call-host-hook.ts';
import type { MfaHost } from '../host/host.ts';
import { type EveryMfa, engineFor, isForTenants } from '../host/tenant.ts';
import type { Answer } from '../message/answer.ts';
import { responseOf } from '../message/response.ts';
import { noSession, type ProblemMembers } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { type StepUpChallenge, stepUpAnswer } from '../problems/step-up-challenge.ts';
import { isTokenChannel, type TokenChannel } from '../route/caller.ts';
import { currentUserOf } from '../route/session.ts';
import { handOver } from '../route/settle.ts';

export interface AssuranceGuardOptions<Context> {
  readonly mfa: EveryMfa;
  readonly host: Pick<MfaHost<Context>, 'currentUser' | 'source' | 'tenant'>;
  readonly cookie?: MfaCookieOptions;
}

/** Why a request did not pass. `stepUpChallenge` makes the header of a 401 of what is `insufficient`. */
export type GuardRefusal =
  | { readonly kind: 'signed-out' }
  | (StepUpChallenge & {
      readonly kind: 'insufficient';
      /** `beginStepUp` with the same need asks for what is missing. */
      readonly need: Need;
      readonly unmet: readonly Unmet[];
      /** Present where nothing that is enrolled can meet it: the user sets up a factor of one of these methods first. */
      readonly enrol?: readonly Method[];
    })
  | (Denied & { readonly need: Need });

export type Guarded =
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'refused';
      readonly refused: GuardRefusal;
      /** The answer for programs, and for pages that ask with a script. */
      respond(): Promise<Response>;
    };

/** Looks at one request. Reads the account, writes nothing. */
export type AssuranceGuard<Context> = (
  request: Pick<Request, 'headers'>,
  context: Context,
) => Promise<Guarded>;

/**
 * A guard in front of what a stolen session must not reach: an action that the policy's rules name, a requirement said
 * right here, or, with neither, two kinds of proof in this session.
 *
 * Who is refused for want of proof gets 401 with the challenge of RFC 9470. A client that wants to ask at once says so
 * on its request, `Factorkit-Step-Up: cookie` or `body`: then a challenge comes with the 401, in the cookie or the body;
 * it is answered at `POST challenge/verify`, and the request sent again. What it takes never comes from the client.
 *
 * What this makes throws `MfaError` where a port or a hook of the host fails: the request must not pass then.
 *
 * @throws MfaError `configuration-invalid` or `policy-invalid`, from `createAssuranceGuard` and from what it gives.
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
    // S2: a level is asked for by name only where the level is all that is asked for.
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
            const begun = isTokenChannel(wanted) ? await begin(wanted) : NOTHING_BEGUN;
            return responseOf(insufficient(refused, begun), cookie);
          };
          const begin = async (channel: TokenChannel): Promise<Begun> =>
            begunBy(await mfa.beginStepUp({ caller, intent: intentOf(need) }), channel);
          return { kind: 'refused', refused, respond };
        }
        default:
          return assertNever(check);
      }
    };
  };
}

/** Two kinds of proof, each shown by the person and not remembered: what the level `multi-factor` means. */
const MULTI_FACTOR: Requirement = {
  any: [
    // NIST SP 800-63B-4 §3.1.7.2: a key that verified its user is two by itself.
    { of: [{ method: ['webauthn', 'passkey'], trait: ['user-verified'] }], live: true },
    {
      all: [
        { of: ['password', 'federated'] },
        { of: ['totp', 'email', 'sms', 'webauthn', 'passkey', 'backup-code'], live: true },
      ],
    },
  ],
};

/** What a challenge that was begun adds to a refusal. */
type Begun = Pick<Answer, 'cookies'> & { readonly said: BegunSaid };

type BegunSaid = Pick<
  ProblemMembers['insufficient-user-authentication'],
  'challenge' | 'token' | 'enrol' | 'factors' | 'firstFactors' | 'backupCode'
>;

const NOTHING_BEGUN: Begun = { said: {} };

function begunBy(outcome: Awaited<ReturnType<Mfa['beginStepUp']>>, channel: TokenChannel): Begun {
  switch (outcome.kind) {
    case 'challenge':
      return handOver<BegunSaid>({ challenge: outcome.challenge }, outcome.token, channel);
    case 'proof-required': {
      const { factors, firstFactors, backupCode } = outcome;
      return { said: { factors, firstFactors, backupCode } };
    }
    case 'enrol':
      return { said: { enrol: outcome.methods } };
    // Enough was shown meanwhile, or there is nothing to show: sending it again, or the reasons, say the rest.
    case 'complete':
    case 'denied':
      return NOTHING_BEGUN;
    default:
      return assertNever(outcome);
  }
}

function insufficient(
  { need, unmet, acrValues, maxAgeSeconds }: Extract<GuardRefusal, { readonly kind: 'insufficient' }>,
  { said, cookies = [] }: Begun,
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
    ...said,
  });
  return { ...answer, cookies };
}

function intentOf(need: Need): Parameters<Mfa['beginStepUp']>[0]['intent'] {
  return 'action' in need
    ? { kind: 'action', name: need.action }
    : { kind: 'requirement', requirement: need.requirement };
}

/** A guard that asks for nothing it can name must not start: it would be a door without a lock, or without a key. */
function checkedNeed(need: unknown): Need {
  if (typeof need !== 'object' || need === null) throw misused('is no object');
  const keys = Object.keys(need);
  if (keys.length !== 1) throw misused('has to have either an action or a requirement, and nothing else');
  if ('requirement' in need) return { requirement: parseRequirement(need.requirement) };
  if (!('action' in need)) throw misused('names neither an action nor a requirement');
  const { action } = need;
  if (typeof action !== 'string' || !/^[A-Za-z0-9._:-]{1,64}$/.test(action)) {
    throw misused('names an action that no policy can name');
  }
  return { action };
}

function assertNamed(need: Need, actions: readonly string[]): void {
  if ('action' in need && !actions.includes(need.action))
    throw misused('names an action that no rule of the policy names');
}

function misused(why: string): MfaError {
  return new MfaError('configuration-invalid', `what a guard is to ask for ${why}`);
}
