import { createHash } from 'node:crypto';

/** A Lua script, and the name under which a server that has run it knows it. */
export interface Script {
  readonly text: string;
  readonly sha1: string;
}

export function script(...parts: readonly string[]): Script {
  const text = parts.join('\n');
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}
