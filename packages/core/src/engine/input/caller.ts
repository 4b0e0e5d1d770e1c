import type { Evidence } from '../../account/factors/evidence.ts';
import type { EvidenceMethod, Trait } from '../../account/factors/method.ts';
import type { AssuranceLevel } from '../../policy/requirements/assurance.ts';
import type { Caller, Enrolling, SignedIn } from '../actors.ts';
import type { Assurance } from '../results/outcomes.ts';
import { badInput, listOf, membersOf, oneOf, present, readBoolean, readText, readTime } from './reader.ts';
import { readSource } from './source.ts';
import { readUser, readUserId } from './user.ts';

const LEVELS: readonly AssuranceLevel[] = ['single-factor', 'multi-factor'];

/** Reads a session, or a token that only permits enrolment. */
export function readCaller(value: unknown, name: string): Caller {
  const { has } = membersOf(value, name);
  return has('token') && !has('assurance') ? readEnrolling(value, name) : readSignedIn(value, name);
}

export function readSignedIn(value: unknown, name: string): SignedIn {
  const { raw, required, optional } = membersOf(value, name);
  const userId = required('userId', readUserId);
  const assurance = required('assurance', readAssurance);
  // A session with another user's assurance is an error in the portal. Stop before it permits anything.
  if (assurance.userId !== userId) throw badInput(`${name}.assurance`, 'belongs to another user');
  return present<SignedIn>({
    userId,
    user: required('user', readUser),
    assurance,
    sessionId: optional('sessionId', readText),
    expectEnrolled: optional('expectEnrolled', readBoolean),
    source: readSource(raw('source')),
  });
}

/**
 * An assurance of one tenant does not count under the policy of another.
 *
 * @throws MfaError `input-invalid`
 */
export function assertTenant(caller: Caller, tenant: string | undefined): void {
  if ('assurance' in caller && caller.assurance.tenant !== tenant) {
    throw badInput('caller.assurance', 'belongs to another tenant');
  }
}

export function readEnrolling(value: unknown, name: string): Enrolling {
  const { raw, required } = membersOf(value, name);
  return present<Enrolling>({ token: required('token', readText), source: readSource(raw('source')) });
}

function readAssurance(value: unknown, name: string): Assurance {
  const { required, optional } = membersOf(value, name);
  return present<Assurance>({
    userId: required('userId', readUserId),
    evidence: required('evidence', listOf(readEvidence)),
    amr: required('amr', listOf(readText)),
    level: required('level', oneOf(LEVELS)),
    authenticatedAt: required('authenticatedAt', readTime),
    grant: optional('grant', readText),
    tenant: optional('tenant', readText),
  });
}

/** A session may come from another version: unknown methods and traits satisfy nothing. */
function readEvidence(value: unknown, name: string): Evidence {
  const { required, optional } = membersOf(value, name);
  return present<Evidence>({
    method: required('method', readText) as EvidenceMethod,
    factorId: optional('factorId', readText),
    at: required('at', readTime),
    traits: required('traits', listOf(readText)) as readonly Trait[],
    channel: optional('channel', readText),
  });
}
