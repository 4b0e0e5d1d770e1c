export interface Form {
  /** What the body says, nested where a name has dots: `intent.kind`. All of it text. */
  readonly fields: object;
  /** The fields that speak to this door, by name: they are no part of what is said to the route. */
  readonly asides: ReadonlyMap<string, string>;
}

export type ParsedForm =
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'bad-key'; readonly path: string; readonly expected: string };

/** No body of ours is nested deeper. */
const MAX_DEPTH = 4;

type Branch = Map<string, string | Branch>;

/**
 * `application/x-www-form-urlencoded` that can be read in one way only, as strict as the JSON: each name once, and no
 * name that is both a text and a group.
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
    if (!fits) return { kind: 'bad-key', path: name, expected: 'a key that stands once' };
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

/** Defines members and assigns none, so that a name such as `__proto__` is a member like any other, and refused as one. */
function grown(branch: Branch): object {
  return Object.fromEntries(
    [...branch].map(([name, value]) => [name, typeof value === 'string' ? value : grown(value)]),
  );
}

/** What is no percent-encoded UTF-8 is refused; others would make U+FFFD of it, or leave it as it is. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
