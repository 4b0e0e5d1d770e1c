import { createHash } from 'node:crypto';

/** A Lua script, and the name under which a server that has run it knows it. */
export interface Script {
  readonly text: string;
  readonly sha1: string;
}

/**
 * A script for the keys of one bucket, whose names begin with `base`. It fails where the bucket was never marked: a client
 * that was moved to another database, or a database that was emptied, would look like users without factors.
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
 * A script whose last value is the id of the call, which it gives back beside its answer: a client that mixes up replies
 * is found out.
 */
export function plainScript(...parts: readonly string[]): Script {
  const text = `local call = table.remove(ARGV)
local function answer()
${parts.join('\n')}
end
return { call, answer() }`;
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}
