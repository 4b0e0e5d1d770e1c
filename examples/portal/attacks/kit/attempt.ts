import { canTurn } from './clock.ts';

/** What was tried, what should happen, and what did. */
export interface Attempt {
  readonly tried: string;
  readonly expected: RegExp;
  /** Says what happened, in words that `expected` reads. */
  readonly happened: () => Promise<string>;
}

let held = 0;
let open = 0;

/** One line for each attempt; one that ends otherwise than expected makes the process fail. */
export async function attempt({ tried, expected, happened }: Attempt): Promise<void> {
  const what = await happened().catch((error: unknown) => `broke off: ${String(error)}`);
  const asExpected = expected.test(what);
  if (asExpected) held += 1;
  else open += 1;
  say(
    `${asExpected ? 'held' : 'OPEN'}  ${tried} | expected ${expected.source} | ${what.replace(/\s+/g, ' ').slice(0, 200)}`,
  );
}

/** The same where minutes or days have to pass. */
export async function laterAttempt(what: Attempt): Promise<void> {
  if (canTurn) await attempt(what);
  else say(`later ${what.tried} | needs a demo with a clock to turn`);
}

export function conclude(): void {
  say(`${held} held, ${open} open`);
  if (open > 0) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
