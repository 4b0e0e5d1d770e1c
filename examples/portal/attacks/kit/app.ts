import { execFileSync } from 'node:child_process';
import { now, wait } from './clock.ts';

/** An authenticator app whose owner is quick: it gives each code once, one step early where it has to. */
export interface App {
  code(): Promise<string>;
}

const STEP_MS = 30_000;

export function createApp(secret: string): App {
  let used = 0;
  const step = (): number => Math.floor(now() / STEP_MS);
  return {
    async code() {
      used = Math.max(used + 1, step() - 1);
      if (used > step() + 1) await wait((used - 1) * STEP_MS - now() + 1000);
      const at = `@${(used * STEP_MS) / 1000}`;
      return execFileSync('oathtool', ['--totp', '-b', '-N', at, secret], { encoding: 'utf8' }).trim();
    },
  };
}
