import { MfaError } from '../../errors.ts';

/** A lost race means that another writer succeeded, so this limit is reached only under a flood on one account. */
export const TRIES = 24;

export function contention(): MfaError {
  return new MfaError('contention', 'other writers changed this account during every attempt');
}
