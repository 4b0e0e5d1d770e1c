import { choose, type Fields, type Members, openObject } from '../../schema/object.ts';
import { type AnySchema, Mismatch, type OptionalSchema, type Schema } from '../../schema/schema.ts';
import { oneOf, text, whole } from '../../schema/values.ts';
import type { WhichDevices, Whose } from '../actors.ts';
import { userId } from './user.ts';

/** One user, or explicitly all: a member that is missing or undefined by mistake must not mean everyone. */
export function whose<More extends object>(more: Members<NoInfer<More>>): Schema<Whose & More> {
  return oneOrAll('userId', userId, 'everyone', more) as Schema<Whose & More>;
}

/** One trusted browser, or explicitly all. */
export function whichDevices<More extends object>(more: Members<NoInfer<More>>): Schema<More & WhichDevices> {
  return oneOrAll('deviceId', text, 'all', more) as Schema<More & WhichDevices>;
}

function oneOrAll(one: string, id: AnySchema, all: string, more: Fields): AnySchema {
  return choose(
    {
      [one]: openObject({ [one]: id, ...more }),
      [all]: openObject({ [one]: nothing(`no ${one} beside ${all}`), [all]: oneOf(true), ...more }),
    },
    (has) => (has(all) ? all : one),
  );
}

function nothing(expected: string): OptionalSchema<never> {
  return {
    optional: true,
    read(given, path) {
      if (given !== undefined) throw new Mismatch(path, expected);
      return undefined;
    },
    describe: () => ({ not: {} }),
  };
}

/** Maximum number of accounts, or of events of a page. */
export const limit: Schema<number> = whole({ min: 1, max: 1000 });
