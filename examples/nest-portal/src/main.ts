import { openDemo } from '../../portal/src/demo.ts';
import type { NoticeRounds } from '../../portal/src/notice-rounds.ts';
import { createApp } from './create-app.ts';
import { NOTICE_ROUNDS } from './tokens.ts';

const demo = openDemo(new URL('..', import.meta.url));
const app = await createApp({
  ...demo.options,
  onEvent: ({ type, userId }) => console.log(`  ${userId}: ${type}`),
  onError: (error) => console.error(error),
});

// Retries notices that could not be sent after their form.
const sendNotices = app.get<NoticeRounds>(NOTICE_ROUNDS);
const notices = setInterval(() => {
  sendNotices().catch((error: unknown) => console.error(error));
}, 10_000);

async function stop(): Promise<void> {
  clearInterval(notices);
  await app.close();
  demo.close();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

try {
  await app.listen(demo.port, '127.0.0.1');
  console.log(demo.welcome);
} catch (error) {
  console.error(demo.whyNot(error instanceof Error ? error : new Error(String(error))));
  process.exitCode = 1;
  await stop();
}
