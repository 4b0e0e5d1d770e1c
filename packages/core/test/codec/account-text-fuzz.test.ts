import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import type { Account } from '../../src/account/account.ts';
import { decodeAccount, encodeAccount } from '../../src/codec/account-text.ts';
import { MfaError } from '../../src/errors.ts';

const USER = 'user/Ünï:1';
const golden = readFileSync(new URL('./golden/account-schema-1.json', import.meta.url), 'utf8');

/** Reads a text, and lets through the one refusal there is. */
function read(text: string): Account | undefined {
  try {
    return decodeAccount(text, USER);
  } catch (error) {
    expect(error).toBeInstanceOf(MfaError);
    expect((error as MfaError).code).toBe('account-unreadable');
    return undefined;
  }
}

const TEXT = 'text';
const WHOLE = 'whole';
const FAILURES = { count: WHOLE, lastAt: WHOLE };
const FACTOR = { id: TEXT, method: TEXT, label: TEXT, createdAt: WHOLE, failures: FAILURES, data: 'data' };
const ENROLLED = { ...FACTOR, status: TEXT, activatedAt: WHOLE, lastUsedAt: WHOLE };
const FACTORS: Readonly<Record<string, object>> = {
  pending: { ...FACTOR, status: TEXT, awaits: TEXT, expiresAt: WHOLE, epoch: TEXT, 'replaces?': TEXT },
  active: ENROLLED,
  suspended: { ...ENROLLED, suspendedAt: WHOLE },
};
const CODES = {
  id: TEXT,
  createdAt: WHOLE,
  issued: WHOLE,
  kdf: { name: TEXT, n: WHOLE, r: WHOLE, p: WHOLE },
  salt: TEXT,
  hashes: [TEXT],
  failures: FAILURES,
  'acknowledgedAt?': WHOLE,
};
const ACCOUNT = {
  schema: WHOLE,
  userId: TEXT,
  createdAt: WHOLE,
  epoch: TEXT,
  'primary?': TEXT,
  'backupCodes?': CODES,
  spent: [{ id: TEXT, until: WHOLE }],
};

/** Whether a value has exactly this form: the form of an account, written down a second time. */
function hasForm(value: unknown, form: unknown): boolean {
  if (form === TEXT) return typeof value === 'string';
  if (form === WHOLE) return Number.isSafeInteger(value) && (value as number) >= 0;
  if (form === 'data') {
    return Object.values(value as object).every((part) => part === null || typeof part !== 'object');
  }
  if (Array.isArray(form)) return Array.isArray(value) && value.every((part) => hasForm(part, form[0]));
  if (typeof value !== 'object' || value === null) return false;
  const rest = new Set(Object.keys(value));
  for (const [name, part] of Object.entries(form as object)) {
    const key = name.replace('?', '');
    if (!rest.delete(key)) {
      if (name.endsWith('?')) continue;
      return false;
    }
    if (!hasForm((value as Record<string, unknown>)[key], part)) return false;
  }
  return rest.size === 0;
}

/** What reads is an account to the last field, and is the same when it is written and read again. */
function expectAccount(account: Account): void {
  const { factors, ...rest } = account;
  expect(hasForm(rest, ACCOUNT)).toBe(true);
  for (const factor of factors) expect(hasForm(factor, FACTORS[factor.status])).toBe(true);
  const text = encodeAccount(account);
  expect(encodeAccount(decodeAccount(text, USER))).toBe(text);
}

type Path = readonly (string | number)[];

/** Every place in a document. */
function placesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => placesOf(part, [...path, key]))];
}

const places = placesOf(JSON.parse(golden));

/** The document with what stands at a place removed, changed, or put there a second time under another name. */
function mutate(doc: unknown, { path, how, value, name }: Mutation): unknown {
  if (path.length === 0) return how === 'replace' ? structuredClone(value) : doc;
  const parent = path.slice(0, -1).reduce<unknown>((at, step) => Object(at)[step], doc);
  // An earlier mutation took the place away.
  if (typeof parent !== 'object' || parent === null) return doc;
  const key = String(path.at(-1));
  const fields = parent as Record<string, unknown>;
  const copy = structuredClone(fields[key]);
  if (how === 'replace') fields[key] = structuredClone(value);
  else if (Array.isArray(parent))
    parent.splice(Number(key), 1, ...(how === 'copy' ? [fields[key], copy] : []));
  else if (how === 'remove') delete fields[key];
  else
    Object.defineProperty(fields, name, {
      value: copy,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return doc;
}

interface Mutation {
  readonly path: Path;
  readonly how: 'replace' | 'remove' | 'copy';
  readonly value: unknown;
  readonly name: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  path: fc.constantFrom(...places),
  how: fc.constantFrom('replace', 'remove', 'copy'),
  value: fc.oneof(
    fc.jsonValue(),
    fc.nat(),
    fc.constantFrom<unknown>(
      'active',
      'pending',
      'suspended',
      'proof',
      'acknowledgement',
      'scrypt',
      'phone',
      [],
      {},
      -1,
      1e308,
    ),
  ),
  name: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'id', 'status', 'replaces', 'epoch', 'primary')),
});

describe('decodeAccount reads an account or refuses with account-unreadable, and does nothing else', () => {
  it('whatever changed in the document', () => {
    let readable = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const doc = mutations.reduce<unknown>(mutate, JSON.parse(golden));
        const account = read(JSON.stringify(doc));
        if (account === undefined) return;
        readable++;
        expectAccount(account);
        // Never an account with fewer factors than the document.
        expect(account.factors).toHaveLength((doc as Account).factors.length);
      }),
      { numRuns: runs(2000) },
    );
    expect(readable).toBeGreaterThan(0);
  });

  it('whatever changed in the text', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: golden.length }),
        fc.nat({ max: 12 }),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 4 }),
          fc.string({ unit: fc.constantFrom(...'{}[]",:0e9.-tn'), maxLength: 4 }),
        ),
        (start, cut, put) => {
          const account = read(golden.slice(0, start) + put + golden.slice(start + cut));
          if (account !== undefined) expectAccount(account);
        },
      ),
      { numRuns: runs(2000) },
    );
  });

  it('whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(read(text)).toBeUndefined();
      }),
    );
  });

  it('whatever text it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(read(text)).toBeUndefined();
      }),
    );
  });
});
