import { MfaError } from '../errors.ts';
import { type Mismatch, readOr, type Schema } from './schema.ts';

/**
 * Reads the options of a function at start-up.
 *
 * @throws MfaError `configuration-invalid`, with the names of the function and the option.
 */
export function readConfiguration<T>(owner: string, schema: Schema<T>, options: unknown, path = ''): T {
  const refuse = ({ message }: Mismatch): MfaError =>
    new MfaError('configuration-invalid', `${owner}: ${message}`);
  return readOr(schema, options, refuse, path);
}
