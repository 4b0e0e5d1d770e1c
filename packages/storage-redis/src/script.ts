import { createHash } from 'node:crypto';

/** A Lua script, and the name under which a server that has run it knows it. */
export interface Script {
  readonly text: string;
  readonly sha1: string;
}

/**
 * A script for the keys of one bucket, whose names start with `base`. It fails if the bucket was never marked:
 * otherwise a client that selected another database, or an emptied database, would look like users without factors.
 */
export function script(...parts: readonly string[]): Script {
  return plainScript(
    `local base = string.match(KEYS[1], '^(.-{[^{}]*:%d+}:)')
if redis.call('EXISTS', base .. 'marked') == 0 then
  error('this database does not hold the store: it was emptied, or the client selected another one')
end`,
    ...parts,
  );
}

/**
 * A script whose last value is the id of the call, which it returns with its answer. This detects a client that mixes
 * up replies.
 */
export function plainScript(...parts: readonly string[]): Script {
  const text = `local call = table.remove(ARGV)
local function answer()
${parts.join('\n')}
end
return { call, answer() }`;
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}
