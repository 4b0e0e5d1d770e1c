import type { HeldHash } from '@factorkit/testkit';
import { watchScrypt } from './watch-scrypt.ts';

// Loaded by --import before an example: its password hashes are counted and held for the process that started it.
const work = watchScrypt();
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
