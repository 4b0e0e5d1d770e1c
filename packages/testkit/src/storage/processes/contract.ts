import type { StorageAdapter } from '@factorkit/core';
import { type ContractCase, must } from '../../contract.ts';
import { trailOf } from '../sample.ts';
import { countedSaves } from './counted-saves.ts';
import { USER } from './orders.ts';
import { type StorageProcess, startStorageProcess } from './storage-process.ts';

/** A fresh, empty store that processes of their own can open. */
export interface SharedStore<Place> {
  /** The module of such a process: it calls {@link runStorageProcess}. */
  readonly module: URL;
  /** What each of the two processes is told to open, as plain data. */
  readonly places: readonly [Place, Place];
  /** A client of the same store in this process. */
  readonly storage: StorageAdapter;
  /** Ends the client and removes the store. Called once, when both processes are gone. */
  close(): Promise<void>;
}

/** @inline */
export type ProcessContractOptions<Place> = {
  /** Makes a new, empty store each time it is called. */
  readonly open: () => Promise<SharedStore<Place>>;
};

interface ProcessCase {
  readonly name: string;
  check(writers: readonly [Writer, Writer], storage: StorageAdapter): Promise<void>;
}

type Writer = Pick<StorageProcess<never>, 'save' | 'count' | 'kill'>;

const ROUNDS = 100;

const cases: readonly ProcessCase[] = [
  {
    name: 'of two processes that save over the same tag exactly one wins, and its events alone are written',
    async check(writers, storage) {
      const won: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const tags = writers.map((_, writer) => `${round} by ${writer}`);
        const saves = writers.map((writer, index) =>
          writer.save({ tag: tags[index] ?? '', expected: won.at(-1) }),
        );
        const answers = await Promise.all(saves);
        const winners = tags.filter((_, index) => answers[index]);
        must(winners.length === 1, 'of two processes that save over the same tag exactly one wins');
        won.push(...winners);
      }
      must((await storage.load(USER)).stored?.tag === won.at(-1), 'the account is the last winner’s');
      const trail = (await trailOf(storage)).map(({ id }) => id);
      must(trail.join() === won.join(), 'the events of the winners alone are written, once and in order');
    },
  },
  {
    name: 'a process that is killed while it writes leaves state and events of the same saves',
    async check([writer], storage) {
      const counting = writer.count();
      await counting.reached(10);
      await writer.kill();
      const count = await countedSaves(storage);
      must(count >= counting.answered(), 'what was answered with true outlives the process');
    },
  },
];

/**
 * What takes more than one process to find out, beside {@link storageContract}: two processes race for one account, and
 * one is killed while it writes. Each case opens a store of its own and starts two processes.
 *
 * @example
 * ```ts
 * import { processContract, type SharedStore } from '@factorkit/testkit';
 * import { test } from 'node:test';
 *
 * declare function openShared(): Promise<SharedStore<{ url: string }>>; // yours
 *
 * for (const { name, run } of processContract({ open: openShared })) test(name, run);
 * ```
 */
export function processContract<Place>({ open }: ProcessContractOptions<Place>): readonly ContractCase[] {
  return cases.map(({ name, check }) => ({
    name,
    async run() {
      const { module, places, storage, close } = await open();
      const writers: StorageProcess<Place>[] = [];
      const start = async (place: Place): Promise<StorageProcess<Place>> => {
        const writer = await startStorageProcess<Place>(module);
        writers.push(writer);
        await writer.open(place);
        return writer;
      };
      try {
        await check([await start(places[0]), await start(places[1])], storage);
      } finally {
        await Promise.all(writers.map((writer) => writer.kill()));
        await close();
      }
    },
  }));
}
