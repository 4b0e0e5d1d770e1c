import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractBreach, processContract, type SharedStore, startStorageProcess } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { type FileFault, type FilePlace, openFile } from './file-storage.ts';

const module = new URL('file-storage-process.ts', import.meta.url);

async function openShared(fault: FileFault): Promise<SharedStore<FilePlace>> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-testkit-'));
  const place = { file: join(folder, 'accounts.db'), fault };
  const storage = openFile(place);
  return {
    module,
    places: [place, place],
    storage,
    async close() {
      storage.close();
      await rm(folder, { recursive: true });
    },
  };
}

const [race, kill] = processContract({ open: () => openShared('nothing') });

test('a store that compares and writes in one step keeps the contract for several processes', async () => {
  await race?.run();
  await kill?.run();
});

test.each([
  ['compares before it takes the lock', race],
  ['writes events with the next save', kill],
  ['answers first and writes later', kill],
] as const)('a store that %s does not', async (fault, caughtBy) => {
  const found = processContract({ open: () => openShared(fault) }).find(
    ({ name }) => name === caughtBy?.name,
  );
  await expect(found?.run()).rejects.toBeInstanceOf(ContractBreach);
});

test('an order to a process that has ended is refused, and ending it again does nothing', async () => {
  const writer = await startStorageProcess<FilePlace>(module);
  await writer.kill();
  await expect(writer.save({ tag: 'a' })).rejects.toThrow(/ended/);
  await expect(writer.open({ file: 'accounts.db', fault: 'nothing' })).rejects.toThrow(/ended/);
  await expect(writer.count().reached(1)).rejects.toThrow(/ended/);
  await writer.kill();
});
