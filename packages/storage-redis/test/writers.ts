import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './writer-protocol.ts';

/** A writer that is up and waits for its orders. */
export async function startWriter(): Promise<ChildProcess> {
  const writer = fork(fileURLToPath(new URL('writer-process.ts', import.meta.url)));
  await reported(writer, ({ kind }) => kind === 'ready');
  return writer;
}

/** Gives every writer its order at once, and waits for what all of them report. */
export function tell(
  writers: readonly ChildProcess[],
  kind: Report['kind'],
  order: (writer: number) => Order,
): Promise<readonly Report[]> {
  const reports = writers.map((writer) => reported(writer, (report) => report.kind === kind));
  for (const [index, writer] of writers.entries()) writer.send(order(index));
  return Promise.all(reports);
}

/** The next report of this sort; fails where the writer ends before it. */
export function reported(writer: ChildProcess, wanted: (report: Report) => boolean): Promise<Report> {
  return new Promise((resolve, reject) => {
    const exited = (code: unknown): void => reject(new Error(`the writer ended with ${code}`));
    const heard = (report: Report): void => {
      if (!wanted(report)) return;
      writer.off('message', heard).off('exit', exited);
      resolve(report);
    };
    writer.on('message', heard).once('exit', exited);
  });
}

export async function end(writer: ChildProcess): Promise<void> {
  if (writer.exitCode !== null || writer.signalCode !== null) return;
  const ended = once(writer, 'exit');
  writer.kill('SIGKILL');
  await ended;
}
