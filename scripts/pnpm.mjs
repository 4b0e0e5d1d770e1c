import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);

/** The command that is pnpm at the version of the workspace: this script's own runner, or npx. */
export async function pnpmCommand() {
  if (process.env.npm_config_user_agent?.startsWith('pnpm/')) return ['pnpm'];
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return ['npx', '-y', packageManager];
}
