export type ParsedJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'malformed' }
  /** Well-formed, and meant to be understood differently by two readers. */
  | { readonly kind: 'bad-key'; readonly path: string };

/**
 * JSON that can be read in one way only. RFC 8259 §4 leaves open what a name that stands twice means, so whoever
 * looked at the body before may have seen the other one: refused. `__proto__` is never a name that anybody wants.
 */
export function parseStrictJson(text: string): ParsedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Its message quotes the text, which may hold a code: dropped.
    return { kind: 'malformed' };
  }
  const path = badKeyIn(text);
  return path === undefined ? { kind: 'json', value } : { kind: 'bad-key', path };
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Walks text that was already parsed once, so nothing in it can be out of place. */
function badKeyIn(text: string): string | undefined {
  const open: { readonly keys: Set<string>; current: string }[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const inner = open.at(-1);
    if (token === '{' || token === '[') open.push({ keys: new Set(), current: token === '[' ? '[]' : '' });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && inner !== undefined) {
      inner.current = String(JSON.parse(previous));
      if (inner.current === '__proto__' || inner.keys.has(inner.current)) {
        return open.map(({ current }) => current).join('.');
      }
      inner.keys.add(inner.current);
    }
    previous = token;
  }
  return undefined;
}
