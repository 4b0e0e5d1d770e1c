import { inspect } from 'node:util';
import type { Mfa } from '@factorkit/core';

/** Writes down whatever the engine returns or throws, as a careless portal would log it. */
export function overheard(mfa: Mfa, log: string[]): Mfa {
  const note = (value: unknown): void => {
    log.push(inspect(value, { depth: null, showHidden: true }), JSON.stringify(value) ?? '', String(value));
  };
  return new Proxy(
    { ...mfa },
    {
      get(target, name) {
        const call = Reflect.get(target, name) as (input: unknown) => Promise<unknown>;
        return async (input: unknown) => {
          try {
            const result = await call(input);
            note(result);
            return result;
          } catch (error) {
            note(error);
            throw error;
          }
        };
      },
    },
  );
}
