export type ParsedJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'malformed' }
  /** Well-formed, but two readers can understand it differently. */
  | { readonly kind: 'bad-key'; readonly path: string };

/**
 * Parses JSON that every reader understands alike. RFC 8259 §4 leaves the meaning of duplicate names open, so a proxy
 * may have read the other value: duplicates are refused, and so is `__proto__`.
 */
export function parseStrictJson(text: string): ParsedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The message of the error quotes the text, which may contain a code.
    return { kind: 'malformed' };
  }
  const path = badKeyIn(text);
  return path === undefined ? { kind: 'json', value } : { kind: 'bad-key', path };
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** The text was parsed once before, so its tokens are in a valid order. */
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
