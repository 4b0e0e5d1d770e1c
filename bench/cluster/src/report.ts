import type { RequestRecord } from './history.ts';
import { groupedBy } from './ledger/case.ts';
import type { Outcome } from './run.ts';

/** One run as a row of a table, under {@link HEAD}. */
export function lineOf({ run, records, violations, seconds, counts, backMs }: Outcome): string {
  const verdicts = records.filter(({ act }) => act.kind === 'code' || act.kind === 'backup-code');
  const times = verdicts
    .filter(({ answer }) => answer.kind === 'done' || answer.kind === 'rejected')
    .map(({ tookMs }) => tookMs)
    .toSorted((one, other) => one - other);
  const cells = [
    run.engine,
    run.faults.length === 0 ? 'none' : run.faults.join(', '),
    (records.length / seconds).toFixed(0),
    countOf(verdicts, 'done'),
    countOf(verdicts, 'rejected'),
    countOf(verdicts, 'locked'),
    countOf(verdicts, 'refused'),
    `${quantile(times, 0.5)} / ${quantile(times, 0.99)}`,
    errorsOf(records),
    `${counts.killed} / ${counts.restarted} / ${counts.cut} / ${counts.lost} (${counts.recognised})`,
    backMs === undefined ? 'no' : `${backMs.toFixed(0)} ms`,
    violations.length,
  ];
  return `| ${cells.join(' | ')} |`;
}

export const HEAD: string = [
  '| store | faults | requests/s | accepted | rejected | locked | refused | verify p50 / p99, ms | errors | killed / restarted / cut / lost (by tag) | back after | violations |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- | ---: | ---: |',
].join('\n');

/** The violations by rule, with a few of each. */
export function violationsText({ violations, causes }: Outcome): string {
  const byRule = groupedBy(violations, ({ rule }) => rule);
  const why = [...causes].map(([cause, count]) => `  the store failed ${count} times: ${cause}`);
  const found = [...byRule].map(([rule, all]) => {
    const some = all.slice(0, 3).map(({ userId, what }) => `    ${userId} ${what}`);
    return [`  ${rule}: ${all.length}`, ...some].join('\n');
  });
  return [...found, ...why].join('\n');
}

function countOf(records: readonly RequestRecord[], kind: RequestRecord['answer']['kind']): number {
  return records.filter(({ answer }) => answer.kind === kind).length;
}

function errorsOf(records: readonly RequestRecord[]): string {
  const errors = records.flatMap(({ answer }) => {
    if (answer.kind === 'failed') return [answer.code];
    if (answer.kind === 'broken') return [`connection ${answer.why}`];
    return answer.kind === 'unreached' || answer.kind === 'odd' ? [answer.kind] : [];
  });
  const counts = [...groupedBy(errors, (error) => error)].map(([error, all]) => `${all.length} ${error}`);
  return counts.length === 0 ? 'none' : counts.join(', ');
}

function quantile(sorted: readonly number[], share: number): string {
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return found === undefined ? '-' : found.toFixed(1);
}
