import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { createMailbox } from '@factorkit/testkit';
import { readOrMakeKeyring } from './keyring-file.ts';
import { brands, createPortal } from './portal.ts';
import { supportDesk } from './support/desk.ts';

const databaseFile = fileURLToPath(new URL('../demo.sqlite', import.meta.url));
const keyringFile = fileURLToPath(new URL('../demo-keyring.json', import.meta.url));
const port = readPort(process.env.PORT ?? '3000');

// In place of a mail server and an SMS service. In production it refuses to start: whoever can open it signs in as anybody.
const mailbox = createMailbox();

const database = new DatabaseSync(databaseFile);
migrate(database);
const keyring = readOrMakeKeyring(keyringFile, randomBytes);
const { app, sendNotices } = await createPortal({
  origin: `http://localhost:${port}`,
  delivery: { email: mailbox, sms: mailbox },
  mailbox,
  storage: createSqliteStorage({ database }),
  keys: keyring.keys,
  onEvent: ({ type, userId }) => console.log(`  ${userId}: ${type}`),
  onError: (error) => console.error(error),
});

// Express 5 hands a failure to listen to this callback too.
const server = app.listen(port, '127.0.0.1', (error?: NodeJS.ErrnoException) => {
  if (error === undefined) return welcome();
  const why =
    error.code === 'EADDRINUSE'
      ? `port ${port} is taken: stop what uses it, or choose another with PORT=3001`
      : error.message;
  console.error(`The demo did not start: ${why}`);
  process.exitCode = 1;
});

// What was not handed over after the form that it is about: again, until it is.
const notices = setInterval(() => {
  sendNotices().catch((error: unknown) => console.error(error));
}, 10_000);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clearInterval(notices);
    server.close(() => database.close());
    server.closeAllConnections();
  });
}

function welcome(): void {
  const lines = [
    '',
    `Factorkit example portals: http://localhost:${port}`,
    ...[...brands, supportDesk].flatMap(({ id, name, people }) => [
      '',
      `${name}: http://localhost:${port}/${id}`,
      ...people.map(({ userName, password }) => `  user ${userName.padEnd(10)} password ${password}`),
    ]),
    '',
    `Emails and text messages are not sent: read them at http://localhost:${port}/mailbox`,
    '',
    `Accounts are kept in ${databaseFile}`,
    `${keyring.made ? 'A new key was made and is kept' : 'The key is kept'} in ${keyringFile}: for this demo only. A real portal gets its key from a secret store.`,
    'Delete both files to start afresh. Stop with Ctrl+C.',
    '',
  ];
  console.log(lines.join('\n'));
}

function readPort(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  console.error(`PORT must be a number up to 65535, not “${text}”.`);
  process.exit(1);
}
