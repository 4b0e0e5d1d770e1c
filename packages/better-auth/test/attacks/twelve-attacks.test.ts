import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { attacks } from './attacks.ts';
import { ownTwoFactor } from './own-two-factor.ts';
import { withFactorkit } from './with-factorkit.ts';

const PAGE = fileURLToPath(
  new URL('../../../../docs/guide/frameworks/better-auth-attacks.md', import.meta.url),
);

// To write the page, run this file with `vitest -u`.
test('FE8 the guide lists what twelve attacks reach against better-auth’s own plug-in and against Factorkit', async () => {
  const rows: string[][] = [
    ['', 'attack', 'own two-factor plug-in', 'Factorkit'],
    ['---', '---', '---', '---'],
  ];
  for (const [index, { name, run }] of attacks.entries()) {
    rows.push([String(index + 1), name, await run(await ownTwoFactor()), await run(await withFactorkit())]);
  }
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  await expect(`${INTRODUCTION}\n${table}\n`).toMatchFileSnapshot(PAGE);
});

const INTRODUCTION = `# Twelve attacks on better-auth

\`packages/better-auth/test/attacks\` runs them against better-auth 1.7.25 on SQLite, with its own two-factor plug-in and with
[\`@factorkit/better-auth\`](better-auth.md), and writes this page. Both run without better-auth's rate limit: it counts by address, and is
off outside of production. The attacker has the password. In 3 and 4 the user's only factor is a code by mail, and the attacker waits
half a minute between requests.
`;
