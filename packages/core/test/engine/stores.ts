import { type OpenStorage, openMemoryStorage } from '@factorkit/testkit';
import { openSqliteTwice } from '../../../storage-sqlite/test/open-twice.ts';

/** What every attack has to fail on. */
export const stores: readonly { readonly name: string; readonly open: OpenStorage }[] = [
  { name: 'memory', open: openMemoryStorage },
  { name: 'SQLite', open: openSqliteTwice },
];
