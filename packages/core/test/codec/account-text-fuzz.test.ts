import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import type { Account } from '../../src/account/account.ts';
import { MfaError } from '../../src/errors.ts';
import { decodeLate, GOLDEN, goldenBody, goldenRing, goldenText, readGenuine } from './stored.ts';

const golden = goldenBody();
const stored = goldenText();

/** The code of the refusal, or the account. Anything else that is thrown fails. */
function outcome(read: () => Account): Account | string {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(MfaError);
    return (error as MfaError).code;
  }
}

const readStored = (state: string): Account | string =>
  outcome(() => decodeLate(goldenRing, GOLDEN.userId, { tag: GOLDEN.tag, state }));

type Path = readonly (string | number)[];

/** Every place in a document. */
function placesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => placesOf(part, [...path, key]))];
}

const places = placesOf(JSON.parse(golden));

const at = (doc: unknown, path: Path): unknown =>
  path.reduce<unknown>((part, step) => Object(part)[step], doc);

/** What stands where the golden document has a text, a number or a truth is one as well, or nothing. */
function expectSameTypes(account: Account): void {
  for (const path of places) {
    const [was, is] = [at(JSON.parse(golden), path), at(account, path)];
    if (path.includes('data') || is === undefined) continue;
    expect(typeof is).toBe(typeof was);
    expect(Array.isArray(is)).toBe(Array.isArray(was));
  }
}

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

describe('FA14 FA20 decodeAccount reads an account or refuses, and does nothing else', () => {
  it('whatever changed in a document that is genuine: nothing of it is dropped', () => {
    let readable = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const doc = mutations.reduce<unknown>(mutate, JSON.parse(golden));
        const body = JSON.stringify(doc);
        if (!body.startsWith('{"')) return;
        const account = outcome(() => readGenuine(body));
        if (typeof account === 'string') {
          expect(account).toBe('account-unreadable');
          return;
        }
        readable++;
        expect(account).toEqual(JSON.parse(body));
        expectSameTypes(account);
      }),
      { numRuns: runs(1000) },
    );
    expect(readable).toBeGreaterThan(0);
  });

  it('whatever changed in the text', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: stored.length }),
        fc.nat({ max: 12 }),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 4 }),
          fc.string({ unit: fc.constantFrom(...'{}[]",:0e9.-tn'), maxLength: 4 }),
        ),
        (start, cut, put) => {
          const text = stored.slice(0, start) + put + stored.slice(start + cut);
          if (text !== stored) expect(['account-tampered', 'key-unknown']).toContain(readStored(text));
        },
      ),
      { numRuns: runs(1000) },
    );
  });

  it('whatever JSON or text it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        expect(readStored(text)).toBe('account-tampered');
      }),
    );
  });
});
