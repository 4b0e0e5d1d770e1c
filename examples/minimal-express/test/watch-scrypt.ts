import crypto, { type BinaryLike, type ScryptOptions } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { type PasswordWork, watchPasswordWork } from '@factorkit/testkit';

type Derived = (error: Error | null, key: Buffer) => void;

/**
 * Counts and holds each scrypt of this process: for a portal that imports it from `node:crypto`. A cost that is named
 * takes the place of the portal's own.
 */
export function watchScrypt(cost: Pick<ScryptOptions, 'N'> = {}): PasswordWork {
  const work = watchPasswordWork();
  const { scrypt } = crypto;
  function watched(password: BinaryLike, salt: BinaryLike, bytes: number, ...rest: readonly unknown[]): void {
    const done = rest.at(-1) as Derived;
    const options = { ...(rest.length > 1 && (rest[0] as ScryptOptions)), ...cost };
    const derive = (): Promise<Parameters<Derived>> =>
      new Promise((resolve) => scrypt(password, salt, bytes, options, (...derived) => resolve(derived)));
    void work.watch(derive).then((derived) => done(...derived));
  }
  Object.assign(crypto, { scrypt: watched });
  syncBuiltinESMExports();
  return work;
}
