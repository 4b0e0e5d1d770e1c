import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './orders.ts';

/** A process of its own that has a client of the store, and does as the test says. @inline */
export type StorageProcess<Place> = {
  /** Opens the store at this place, instead of the one before. Rejects where the process ends over it. */
  open(place: Place): Promise<void>;
  /** Saves the account once over `expected` (absent: creates it), with one event whose id is the tag. */
  save(next: { readonly tag: string; readonly expected?: string | undefined }): Promise<boolean>;
  /** Saves the account again and again, its state a number that goes up by one from 1, with one event each. */
  count(): Counting;
  /** SIGKILL. Resolves when the process is gone, also where it was before. */
  kill(): Promise<void>;
};

/** How far a process has come that counts. @inline */
export type Counting = {
  /** Resolves once so many saves were answered with true. */
  reached(count: number): Promise<void>;
  /** Resolves once a load or save threw. */
  refused(): Promise<void>;
  /** The last count that was answered with true. */
  answered(): number;
};

/**
 * Starts a process from a module that calls {@link runStorageProcess}. The test kills it in the end.
 *
 * @example
 * ```ts
 * import { startStorageProcess } from '@factorkit/testkit';
 *
 * const writer = await startStorageProcess<{ url: string }>(new URL('storage-process.ts', import.meta.url));
 * await writer.open({ url: 'mysql://root@127.0.0.1/test' });
 * await writer.save({ tag: 'a' }); // true
 * await writer.kill();
 * ```
 */
export async function startStorageProcess<Place>(module: URL): Promise<StorageProcess<Place>> {
  const child = fork(fileURLToPath(module), {
    execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning'],
  });
  const tell = (order: Order<Place>): void => {
    if (!isGone(child)) child.send(order);
  };
  const told = (order: Order<Place>, kind: Report['kind']): Promise<Report> => {
    const report = reported(child, (one) => one.kind === kind);
    tell(order);
    return report;
  };
  await reported(child, ({ kind }) => kind === 'ready');
  return {
    async open(place) {
      await told({ kind: 'open', place }, 'opened');
    },
    async save({ tag, expected = null }) {
      const report = await told({ kind: 'save', tag, expected }, 'saved');
      return report.kind === 'saved' && report.won;
    },
    count() {
      const counting = countingOf(child);
      tell({ kind: 'count' });
      return counting;
    },
    async kill() {
      if (isGone(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function countingOf(child: ChildProcess): Counting {
  let answered = 0;
  let refused = false;
  child.on('message', (report: Report) => {
    if (report.kind === 'counted') answered = report.count;
    if (report.kind === 'refused') refused = true;
  });
  return {
    answered: () => answered,
    async reached(count) {
      if (answered < count)
        await reported(child, (report) => report.kind === 'counted' && report.count >= count);
    },
    async refused() {
      if (!refused) await reported(child, ({ kind }) => kind === 'refused');
    },
  };
}

/** The next report of this sort; fails where the process ends before it. */
function reported(child: ChildProcess, wanted: (report: Report) => boolean): Promise<Report> {
  return new Promise((resolve, reject) => {
    if (isGone(child)) return reject(new Error('the process has ended'));
    const exited = (code: unknown): void => reject(new Error(`the process ended with ${code}`));
    const heard = (report: Report): void => {
      if (!wanted(report)) return;
      child.off('message', heard).off('exit', exited);
      resolve(report);
    };
    child.on('message', heard).once('exit', exited);
  });
}

function isGone({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
