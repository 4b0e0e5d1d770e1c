import type { PasswordWork } from '@factorkit/testkit';
import { watchScrypt } from './watch-scrypt.ts';

// Loaded by --import before an example, for the process that started it: password hashes are counted, held
// and cheap, and the clock can be turned on.
const work = watchScrypt({ N: 2 ** 4 });
const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;

let held: Awaited<ReturnType<PasswordWork['holdNext']>> | undefined;
process.on('message', async (asked) => {
  if (asked === 'begun') process.send?.({ begun: await work.begun() });
  if (asked === 'release') await held?.release();
  if (typeof asked === 'number') {
    ahead = asked;
    process.send?.({ turned: true });
  }
  if (asked !== 'hold') return;
  held = await work.holdNext();
  process.send?.({ holding: true });
  await held.arrived;
  process.send?.({ arrived: true });
});
// The channel keeps no process alive.
process.channel?.unref();
