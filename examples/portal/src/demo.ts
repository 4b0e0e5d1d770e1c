import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { createMailbox } from '@factorkit/testkit';
import { readOrMakeKeyring } from './keyring-file.ts';
import { brands, type PortalOptions } from './portal-options.ts';
import { supportDesk } from './support/desk.ts';

/** The environment in which the `main.ts` of both examples starts. */
export interface Demo {
  readonly port: number;
  readonly options: Pick<PortalOptions, 'origin' | 'delivery' | 'mailbox' | 'storage' | 'keys'>;
  /** What to do next, printed at the start. */
  readonly welcome: string;
  /** Why it is not listening. */
  whyNot(error: NodeJS.ErrnoException): string;
  close(): void;
}

/** Accounts and the key that seals them are stored in this folder. */
export function openDemo(folder: URL): Demo {
  const databaseFile = fileURLToPath(new URL('demo.sqlite', folder));
  const keyringFile = fileURLToPath(new URL('demo-keyring.json', folder));
  const port = readPort(process.env.PORT ?? '3000');
  // Replaces a mail server and an SMS service. Does not start in production: anyone who opens it can sign in as any
  // user.
  const mailbox = createMailbox();
  const database = new DatabaseSync(databaseFile);
  migrate(database);
  const { keys, made } = readOrMakeKeyring(keyringFile, randomBytes);
  const origin = `http://localhost:${port}`;
  const welcome = [
    '',
    `Factorkit example portals: ${origin}`,
    ...[...brands, supportDesk].flatMap(({ id, name, people }) => [
      '',
      `${name}: ${origin}/${id}`,
      ...people.map(({ userName, password }) => `  user ${userName.padEnd(10)} password ${password}`),
    ]),
    '',
    `Emails and text messages are not sent: read them at ${origin}/mailbox`,
    '',
    `Accounts are kept in ${databaseFile}`,
    `${made ? 'A new key was made and is kept' : 'The key is kept'} in ${keyringFile}: for this demo only. A real portal gets its key from a secret store.`,
    'Delete both files to start afresh. Stop with Ctrl+C.',
    '',
  ].join('\n');
  return {
    port,
    options: {
      origin,
      delivery: { email: mailbox, sms: mailbox },
      mailbox,
      storage: createSqliteStorage({ database }),
      keys,
    },
    welcome,
    whyNot: ({ code, message }) =>
      `The demo did not start: ${
        code === 'EADDRINUSE'
          ? `port ${port} is taken: stop what uses it, or choose another with PORT=3001`
          : message
      }`,
    close: () => database.close(),
  };
}

function readPort(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  process.stderr.write(`PORT must be a number up to 65535, not “${text}”.\n`);
  process.exit(1);
}
