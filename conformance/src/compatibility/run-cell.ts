import { type Cell, entryOf, type Walked } from './cell.ts';
import { databases, type ServerUrls } from './databases.ts';
import { frameworks } from './frameworks.ts';
import { walkPortal } from './portal-walk.ts';
import { sessionKinds } from './sessions.ts';
import { walk } from './walk.ts';

/** Starts the portal of a cell, walks it, and stops it. */
export async function runCell(cell: Cell, urls: ServerUrls): Promise<Walked> {
  const { start } = await entryOf(frameworks, cell.framework).load();
  const sessions = entryOf(sessionKinds, cell.sessions);
  const { storage, close } = await entryOf(databases, cell.database).open(urls);
  try {
    return await walkPortal({ sessions, storage, urls, serve: start }, walk);
  } finally {
    await close();
  }
}
