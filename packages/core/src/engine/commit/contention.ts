import { MfaError } from '../../errors.ts';

/** Each lost race means that another writer succeeded, so the tries run out only under a flood on one account. */
export const TRIES = 24;

export function contention(): MfaError {
  return new MfaError('contention', 'other writers won every try at this account');
}
