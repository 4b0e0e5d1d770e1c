import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const file = process.env.CLOCK_FILE;
let ahead = file !== undefined && existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;

/** Whether the demo was started with `turned-clock.mjs` and this same `CLOCK_FILE`. Without it, waiting takes its time. */
export const canTurn: boolean = file !== undefined;

export const MINUTE = 60_000;
export const DAY: number = 24 * 60 * MINUTE;

export function now(): number {
  return Date.now() + ahead;
}

export async function wait(ms: number): Promise<void> {
  if (file === undefined) return pause(ms);
  ahead += ms;
  writeFileSync(file, String(ahead));
  await pause(200);
}
