export type ModuleSystem = 'ESM' | 'CommonJS';

/** One combination of what portals are made of. */
export interface Cell {
  /** A name in `frameworks`. */
  readonly framework: string;
  readonly modules: ModuleSystem;
  /** A name in `sessionKinds`. */
  readonly sessions: string;
  /** A name in `databases`. */
  readonly database: string;
}

export function nameOf({ framework, modules, sessions, database }: Cell): string {
  return [framework, modules, sessions, database].join(', ');
}

export function entryOf<Entry>(entries: Readonly<Record<string, Entry>>, name: string): Entry {
  const entry = entries[name];
  if (entry === undefined) throw new Error(`unknown: ${name}`);
  return entry;
}

/** What a portal did in each step of the walk, read from its answers. */
export interface Walked {
  readonly 'sign-in': string;
  readonly 'set-up': string;
  readonly challenge: string;
  readonly 'backup code': string;
  readonly 'step-up': string;
  readonly removal: string;
}
