import { openDemo } from './demo.ts';
import { createPortal } from './portal.ts';

const demo = openDemo(new URL('..', import.meta.url));
const { app, sendNotices } = await createPortal({
  ...demo.options,
  onEvent: ({ type, userId }) => console.log(`  ${userId}: ${type}`),
  onError: (error) => console.error(error),
});

// Express 5 also passes a failure to listen to this callback.
const server = app.listen(demo.port, '127.0.0.1', (error?: Error) => {
  if (error === undefined) return console.log(demo.welcome);
  console.error(demo.whyNot(error));
  process.exitCode = 1;
});

// Retries notices that could not be sent after their form.
const notices = setInterval(() => {
  sendNotices().catch((error: unknown) => console.error(error));
}, 10_000);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clearInterval(notices);
    server.close(() => demo.close());
    server.closeAllConnections();
  });
}
