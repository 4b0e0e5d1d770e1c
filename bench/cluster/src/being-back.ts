import type { Asking } from './asking.ts';
import { SERVERS } from './servers.ts';

/** All servers must answer again within this time, in milliseconds. */
const BACK_MS = 60_000;

/** Asks every server until it answers, and returns the time in milliseconds. `undefined` if one does not answer. */
export async function untilBack(asking: Asking): Promise<number | undefined> {
  const from = performance.now();
  const answered = await Promise.all(
    Array.from({ length: SERVERS }, async (_, server) => {
      while (performance.now() - from < BACK_MS) {
        const { answer } = await asking.ask({
          ...{ userId: 'watchman', server, act: { kind: 'begin' } },
          ...{ method: 'POST', path: '/login', body: { userId: 'watchman' } },
        });
        if (answer.kind === 'done') return true;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return false;
    }),
  );
  return answered.every(Boolean) ? performance.now() - from : undefined;
}
