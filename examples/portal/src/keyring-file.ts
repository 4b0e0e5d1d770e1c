import { readFileSync, writeFileSync } from 'node:fs';
import type { KeyringEntry } from '@factorkit/core';

export interface DemoKeyring {
  readonly keys: readonly KeyringEntry[];
  /** Whether the file was created by this call. */
  readonly made: boolean;
}

/**
 * The demo's keyring, from a file that is created at the first start. For the demo only: anyone with both files can
 * read every secret. A real portal gets its keys from a secret store.
 */
export function readOrMakeKeyring(file: string, random: (length: number) => Uint8Array): DemoKeyring {
  const stored = readIfThere(file);
  if (stored !== undefined) return { keys: parseKeys(stored, file), made: false };
  const keys = [{ id: 'demo-1', key: Buffer.from(random(32)).toString('base64url') }];
  // Fails if another process has created it, and only the owner can read it.
  writeFileSync(file, `${JSON.stringify(keys, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 });
  return { keys, made: true };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseKeys(text: string, file: string): readonly KeyringEntry[] {
  const parsed: unknown = JSON.parse(text);
  if (Array.isArray(parsed) && parsed.length > 0 && parsed.every(isEntry)) return parsed;
  throw new TypeError(`${file} is not a demo keyring: delete it, and demo.sqlite with it, to start afresh`);
}

function isEntry(value: unknown): value is KeyringEntry {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('key' in value)) return false;
  return typeof value.id === 'string' && typeof value.key === 'string';
}
