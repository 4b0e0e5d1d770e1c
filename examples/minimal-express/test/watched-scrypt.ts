import crypto, { type BinaryLike } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { type HeldHash, watchPasswordWork } from '@factorkit/testkit';

// Loaded by --import before an example: its password hashes are counted and held for the process that started it.
const work = watchPasswordWork();
const { scrypt } = crypto;
type Derived = (error: Error | null, key: Buffer) => void;

function watched(password: BinaryLike, salt: BinaryLike, bytes: number, ...rest: readonly unknown[]): void {
  const done = rest.at(-1) as Derived;
  const options = rest.length > 1 ? (rest[0] as crypto.ScryptOptions) : {};
  const derive = (): Promise<Parameters<Derived>> =>
    new Promise((resolve) => scrypt(password, salt, bytes, options, (...derived) => resolve(derived)));
  void work.watch(derive).then((derived) => done(...derived));
}
Object.assign(crypto, { scrypt: watched });
syncBuiltinESMExports();

let held: HeldHash | undefined;
process.on('message', async (asked) => {
  if (asked === 'begun') process.send?.({ begun: await work.begun() });
  if (asked === 'release') await held?.release();
  if (asked !== 'hold') return;
  held = await work.holdNext();
  process.send?.({ holding: true });
  await held.arrived;
  process.send?.({ arrived: true });
});
// The channel keeps no process alive.
process.channel?.unref();
