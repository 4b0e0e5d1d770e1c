import type { Assurance, Caller, Method, SignedIn, SignIn } from '@factorkit/core';
import type { Authenticator } from '@factorkit/testkit';
import { assertNever } from '../../src/errors.ts';
import type { Host } from './cluster.ts';

const MOST_KEPT = 4;

/** What a user has and was told. Answers that were lost on the way are not known here. */
export interface Person {
  readonly userId: string;
  /** The authenticator apps by factor, also of set-ups that were never confirmed. */
  readonly phones: Map<string, Authenticator>;
  readonly setUps: { readonly factorId: string; readonly method: Method; readonly caller: Caller }[];
  /** Challenges, answered ones too: a browser may send a form again. */
  readonly challenges: Challenge[];
  readonly enrolTokens: string[];
  readonly sessions: { readonly id: string; assurance: Assurance }[];
  backupCodes: string[];
  readonly usedBackupCodes: string[];
  readonly usedCodes: { readonly factorId: string; readonly code: string; readonly step: number }[];
  readonly deviceTokens: string[];
  /** The set-up that was confirmed last. Its backup codes may wait for the user's agreement. */
  proven: string | undefined;
  /** An erasure failed: the operator has to repeat it. */
  mustErase: boolean;
  /** The recovery code that staff told. */
  recoveryCode: string | undefined;
}

interface Challenge {
  readonly token: string;
  /** The session that a step-up raises. */
  readonly session: string | undefined;
  isAnswered: boolean;
}

export function createPerson(userId: string): Person {
  return {
    userId,
    phones: new Map(),
    setUps: [],
    challenges: [],
    enrolTokens: [],
    sessions: [],
    backupCodes: [],
    usedBackupCodes: [],
    usedCodes: [],
    deviceTokens: [],
    recoveryCode: undefined,
    proven: undefined,
    mustErase: false,
  };
}

/** Adds to a list of which the oldest are forgotten. */
export function keep<Each>(list: Each[], each: Each): void {
  list.push(each);
  if (list.length > MOST_KEPT) list.shift();
}

let sessions = 0;

/** Goes on from the answer of a sign-in, a step-up or a set-up, as a portal does. */
export function goOn(person: Person, host: Host, next: SignIn, session?: string): void {
  if (next.kind !== 'denied' && next.replacementCode !== undefined)
    person.backupCodes.push(next.replacementCode);
  switch (next.kind) {
    case 'complete': {
      const device = next.trustedDevice ?? next.knownDevice;
      if (device !== undefined) keep(person.deviceTokens, device.token);
      const raised = person.sessions.find(({ id }) => id === session);
      if (raised !== undefined) {
        raised.assurance = next.assurance;
        return;
      }
      sessions += 1;
      const id = `session-${sessions}`;
      keep(person.sessions, { id, assurance: next.assurance });
      host.sessions.set(person.userId, [...(host.sessions.get(person.userId) ?? []), id]);
      return;
    }
    case 'challenge':
      keep(person.challenges, { token: next.token, session, isAnswered: false });
      return;
    case 'enrol':
      keep(person.enrolTokens, next.token);
      return;
    case 'denied':
      return;
    default:
      assertNever(next);
  }
}

/** The sessions that the portal still accepts. */
export function callersOf(person: Person, host: Host): readonly SignedIn[] {
  const { userId } = person;
  return person.sessions
    .filter(({ id }) => !host.ended.has(id))
    .map(({ id, assurance }) => ({ userId, user: { accountName: userId }, assurance, sessionId: id }));
}
