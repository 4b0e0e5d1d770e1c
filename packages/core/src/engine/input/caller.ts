import type { Evidence } from '../../account/factors/evidence.ts';
import type { EvidenceMethod, Trait } from '../../account/factors/method.ts';
import { choose, listOf, openObject } from '../../schema/object.ts';
import type { AnySchema, Schema } from '../../schema/schema.ts';
import { flag, optional, text, where } from '../../schema/values.ts';
import { assuranceLevel } from '../../schema/vocabulary.ts';
import type { Caller, Enrolling, SignedIn } from '../actors.ts';
import type { Assurance } from '../results/outcomes.ts';
import { inputInvalid } from './refused.ts';
import { time } from './sign-in.ts';
import { source } from './source.ts';
import { user, userId } from './user.ts';

/** A session may come from another version: unknown methods and traits satisfy nothing. */
const evidence = openObject<Evidence>({
  method: text as AnySchema as Schema<EvidenceMethod>,
  factorId: optional(text),
  at: time,
  traits: listOf(text as AnySchema as Schema<Trait>),
  channel: optional(text),
});

const assurance = openObject<Assurance>({
  userId,
  evidence: listOf(evidence),
  amr: listOf(text),
  level: assuranceLevel,
  authenticatedAt: time,
  grant: optional(text),
  tenant: optional(text),
});

export const signedIn: Schema<SignedIn> = where(
  openObject<SignedIn>({
    userId,
    assurance,
    user,
    sessionId: optional(text),
    expectEnrolled: optional(flag),
    source,
  }),
  // A session with another user's assurance is an error in the portal. Stop before it permits anything.
  ({ userId, assurance }) => assurance.userId === userId,
  'the assurance of this user',
  { at: 'assurance' },
);

export const enrolling: Schema<Enrolling> = openObject<Enrolling>({ token: text, source });

/** A session, or a token that only permits enrolment. */
export const caller: Schema<Caller> = choose({ enrolling, signedIn }, (has) =>
  has('token') && !has('assurance') ? 'enrolling' : 'signedIn',
);

/**
 * An assurance of one tenant does not count under the policy of another.
 *
 * @throws MfaError `input-invalid`
 */
export function assertTenant(caller: Caller, tenant: string | undefined): void {
  if ('assurance' in caller && caller.assurance.tenant !== tenant) {
    throw inputInvalid({ path: 'caller.assurance', expected: 'an assurance of this tenant' });
  }
}
