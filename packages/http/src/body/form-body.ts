export interface Form {
  /** The fields of the body as text. A dot in a name makes a nested member: `intent.kind`. */
  readonly fields: object;
  /** The fields for the handler itself, by name. The route does not receive them. */
  readonly asides: ReadonlyMap<string, string>;
}

export type ParsedForm =
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'bad-key'; readonly path: string; readonly expected: string };

/** No body that Factorkit reads is nested deeper. */
const MAX_DEPTH = 4;

type Branch = Map<string, string | Branch>;

/**
 * Parses `application/x-www-form-urlencoded` as strictly as JSON: each name occurs once, and no name is both a text and
 * a group.
 */
export function parseForm(text: string, asideNames: readonly string[]): ParsedForm {
  const root: Branch = new Map();
  const asides = new Map<string, string>();
  for (const pair of text === '' ? [] : text.split('&')) {
    const at = pair.indexOf('=');
    const name = decoded(pair.slice(0, at < 0 ? undefined : at));
    const value = decoded(at < 0 ? '' : pair.slice(at + 1));
    if (name === undefined || value === undefined || name === '') return { kind: 'malformed' };
    const path = name.split('.');
    if (path.length > MAX_DEPTH) return { kind: 'bad-key', path: name, expected: 'no such key' };
    const fits = asideNames.includes(name) ? put(asides, name, value) : plant(root, path, value);
    if (!fits) return { kind: 'bad-key', path: name, expected: 'a key that occurs once' };
  }
  return { kind: 'form', form: { fields: grown(root), asides } };
}

function plant(root: Branch, path: readonly string[], value: string): boolean {
  let branch = root;
  for (const step of path.slice(0, -1)) {
    const next = branch.get(step) ?? new Map();
    if (typeof next === 'string') return false;
    branch.set(step, next);
    branch = next;
  }
  return put(branch, path.at(-1) ?? '', value);
}

function put<V>(branch: Map<string, V | string>, name: string, value: string): boolean {
  if (branch.has(name)) return false;
  branch.set(name, value);
  return true;
}

/** Defines members instead of assigning them: `__proto__` becomes an ordinary member and is refused like one. */
function grown(branch: Branch): object {
  return Object.fromEntries(
    [...branch].map(([name, value]) => [name, typeof value === 'string' ? value : grown(value)]),
  );
}

/**
 * Refuses percent-encoded bytes that are not UTF-8. Other decoders replace them with U+FFFD or leave them unchanged.
 */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
