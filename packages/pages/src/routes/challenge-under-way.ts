import type { ChallengeView, EnrolmentRequired, Refusals } from '@factorkit/core';
import type { Visit } from '../visit/visit.ts';

/** The state of this browser between the password and the complete sign-in. */
export type UnderWay =
  | { readonly kind: 'open'; readonly token: string; readonly challenge: ChallengeView }
  | { readonly kind: 'enrol'; readonly token: string; readonly enrol: EnrolmentRequired }
  | Refusals['refused'];

export async function challengeUnderWay(visit: Visit): Promise<UnderWay> {
  const token = visit.challengeToken;
  if (token === undefined) return { kind: 'refused', reason: 'invalid-token' };
  const described = await visit.mfa.describeChallenge({ token });
  return described.kind === 'refused' ? described : { ...described, token };
}
