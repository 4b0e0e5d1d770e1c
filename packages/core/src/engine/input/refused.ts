import { MfaError } from '../../errors.ts';
import { type Mismatch, readOr, type Schema } from '../../schema/schema.ts';

/** An error names the member of the argument, never its value. */
export function inputInvalid({ path, expected }: Pick<Mismatch, 'path' | 'expected'>): MfaError {
  return new MfaError('input-invalid', `${path === '' ? 'the argument' : path}: expected ${expected}`);
}

/** Reads and checks an argument before it is used. The copy has only the documented members. */
export function readInput<T>(schema: Schema<T>, input: unknown): T {
  return readOr(schema, input, inputInvalid);
}
