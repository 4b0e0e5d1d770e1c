import { randomUUID } from 'node:crypto';
import type { Flaw } from './flaws.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  password: string;
  address: string;
}

interface LoginParts {
  readonly people: readonly Person[];
  fits(typed: unknown, person: Person | undefined): Promise<boolean>;
  readonly flaw: Flaw | undefined;
}

type Login =
  | { readonly kind: 'refused'; readonly status: 401 | 429 }
  /** `browser` is what the portal knows this browser by from now on. */
  | { readonly kind: 'right'; readonly person: Person; readonly typed: string; readonly browser: string };

const WRONG_PASSWORDS = 5;

/** Judges names and passwords. After five wrong ones only a browser that the owner signed in with passes. */
export function createLogins({
  people,
  fits,
  flaw,
}: LoginParts): (sent: Record<string, unknown>, browser: string) => Promise<Login> {
  const wrong = new Map<string, number>();
  const known = new Map<string, string>();
  return async (sent, browser) => {
    const typed = String(sent.name);
    const folded = flaw === 'takes the typed name' ? typed.trim().toLowerCase() : typed;
    const person = people.find(({ name }) => name === folded);
    if (person === undefined && flaw === 'knows an unknown name') return { kind: 'refused', status: 401 };
    const isKnown = known.get(browser) === typed && flaw !== 'locks out whose password is guessed';
    const tries = wrong.get(typed) ?? 0;
    if (tries >= WRONG_PASSWORDS && !isKnown && flaw !== 'limits no password')
      return { kind: 'refused', status: 429 };
    wrong.set(typed, tries + 1);
    if (!(await fits(sent.password, person)) || person === undefined) return { kind: 'refused', status: 401 };
    wrong.delete(typed);
    const id = randomUUID();
    known.set(id, typed);
    return { kind: 'right', person, typed, browser: id };
  };
}
