import type { Assurance } from '@factorkit/core';
import type { SessionRecord } from '@factorkit/http';

/** better-auth infers `Record<string, any>` from the type `json`, and the members of a list from a list. */
type Json<T> = (string & T)[];

/**
 * The columns in better-auth's session table. `input: false`: no request can set them. Both are plain data without a
 * secret.
 */
export const sessionFields: {
  readonly assurance: { readonly type: Json<Assurance>; readonly required: false; readonly input: false };
  readonly securityStamp: { readonly type: 'string'; readonly required: false; readonly input: false };
} = {
  assurance: { type: 'json' as unknown as Json<Assurance>, required: false, input: false },
  securityStamp: { type: 'string', required: false, input: false },
};

/** What better-auth stores with the user: the last value of `portal.enrolmentChanged`. */
export const userFields: {
  readonly mfaEnrolled: {
    readonly type: 'boolean';
    readonly required: false;
    readonly input: false;
    readonly defaultValue: false;
  };
} = {
  mfaEnrolled: { type: 'boolean', required: false, input: false, defaultValue: false },
};

/** A session of better-auth: a row of the table, or an entry of the secondary storage. */
export interface StoredSession {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly [field: string]: unknown;
}

/** What a session keeps for Factorkit. `undefined` if it has no assurance, or that of another user. */
export function recordOf({ id, userId, assurance, securityStamp }: StoredSession): SessionRecord | undefined {
  if (!isAssurance(assurance) || assurance.userId !== userId) return undefined;
  return typeof securityStamp === 'string' ? { id, assurance, stamp: securityStamp } : undefined;
}

function isAssurance(value: unknown): value is Assurance {
  return typeof value === 'object' && value !== null && 'userId' in value && 'authenticatedAt' in value;
}
