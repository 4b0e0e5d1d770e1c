import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Skipped tests by the note given to `ctx.skip(note)`; the empty note stands for none given. */
  readonly notes: ReadonlyMap<string, number>;
}

/**
 * Says what a run did not prove: one line for each real part that was missing, and alone on the last line
 * `N passed, N failed, N skipped`. In CI a skipped test fails the run, for a check that did not run proves nothing.
 */
export default class ClosingLine implements Reporter {
  #watching = false;
  #pending: string | undefined;

  onInit(vitest: Vitest): void {
    this.#watching = vitest.config.watch;
    // Vitest may still complain while it closes, and the last line is to stay the last: said when the process ends.
    process.once('exit', () => {
      if (this.#pending !== undefined) process.stdout.write(this.#pending);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tally = count(modules, unhandled);
    const complaints = [...skipLines(tally)];
    if (tally.passed + tally.failed + tally.skipped === 0) complaints.push('no test ran: that is a failure');
    if (tally.skipped > 0 && isCi()) complaints.push('skipped tests fail the run, because CI is set');
    if (tally.failed > 0 || tally.passed === 0 || (tally.skipped > 0 && isCi())) process.exitCode = 1;

    const closing = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
    const text = `${[...complaints, closing].join('\n')}\n`;
    if (this.#watching) process.stdout.write(text);
    else this.#pending = text;
  }
}

function count(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Tally {
  let passed = 0;
  let skipped = 0;
  let failed = unhandled.length;
  const notes = new Map<string, number>();

  for (const module of modules) {
    // A file that does not load, and a hook that throws, run no test of their own to fail: each counts as one.
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;

    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') passed += 1;
      else if (result.state === 'skipped') {
        skipped += 1;
        const note = result.note ?? '';
        notes.set(note, (notes.get(note) ?? 0) + 1);
      } else failed += 1; // 'pending' here: the worker died or the run was interrupted before a verdict
    }
  }
  return { passed, failed, skipped, notes };
}

function skipLines({ notes }: Tally): string[] {
  return [...notes]
    .map(
      ([note, tests]) => `${note || 'no reason given'}: ${tests} ${tests === 1 ? 'test' : 'tests'} skipped`,
    )
    .sort();
}

function isCi(): boolean {
  const value = process.env.CI;
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}
