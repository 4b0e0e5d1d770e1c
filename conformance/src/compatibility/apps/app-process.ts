import { createMemoryStorage } from '@factorkit/core/memory';
import { startBuiltApp } from '../../harnesses/built-app.ts';
import { walkPortal } from '../portal-walk.ts';
import { ownSessions } from '../session-kind.ts';
import { walk } from '../walk.ts';

// Walks the built application in the folder of this process, and prints what the walk showed.
const [, , name = ''] = process.argv;
const walked = await walkPortal(
  {
    sessions: ownSessions,
    storage: createMemoryStorage(),
    urls: { postgres: '', mysql: '', redis: '' },
    serve: (portal) => startBuiltApp(name, process.cwd(), portal),
  },
  walk,
);
process.stdout.write(`\n${JSON.stringify(walked)}\n`, () => process.exit());
