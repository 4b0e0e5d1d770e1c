import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { english, type Language } from '../src/index.ts';
import { textsOf, translated } from './every-language.ts';

type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const FOLDER = join(import.meta.dirname, '../src/languages');
const RECEIVED = /70[123]/g;

/** The categories that whole numbers have: `many` of Spanish, for example, is for millions. */
function categoriesOf(locale: string): readonly string[] {
  const rules = new Intl.PluralRules(locale);
  return [...new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)))].sort();
}

const placeholdersOf = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** The faults of the texts with `{name}` for each parameter. */
function faultsOf(usual: Texts, theirs: Texts, categories: readonly string[]): readonly string[] {
  return Object.entries(usual).flatMap(([id, text]) => {
    const other = theirs[id];
    if (other === undefined) return [`${id}: missing`];
    if (typeof text === 'string' || typeof other === 'string') {
      if (typeof text !== 'string' || typeof other !== 'string') return [`${id}: plural in one of the two`];
      const [asked, given] = [placeholdersOf(text), placeholdersOf(other)];
      return String(asked) === String(given) ? [] : [`${id}: ${given} instead of ${asked}`];
    }
    const asked = placeholdersOf(text.other ?? '');
    const bad = Object.entries(other).filter(([category, form]) => {
      const given = placeholdersOf(form);
      // “One” may be a word.
      const rest = category === 'one' ? asked.filter((name) => name !== '{count}') : asked;
      return String(given) !== String(asked) && String(given) !== String(rest);
    });
    return [
      ...(String(Object.keys(other).sort()) === String(categories) ? [] : [`${id}: has not ${categories}`]),
      ...bad.map(([category]) => `${id}: the placeholders of ${category}`),
    ];
  });
}

const real = translated.filter(([path]) => path !== 'pseudo');

describe.each(translated)('languages: %s', (_path, language: Language) => {
  test('has every text of the pages, with the same parameters', () => {
    const usual = textsOf(english);
    const theirs = textsOf(language);
    expect([...theirs.keys()].sort()).toEqual([...usual.keys()].sort());
    for (const [path, text] of usual) {
      const received = (said = ''): string => String([...new Set(said.match(RECEIVED) ?? [])].sort());
      expect(received(theirs.get(path)), path).toBe(received(text));
      expect(theirs.get(path)?.trim(), path).not.toBe('');
    }
  });

  test('writes messages and `explain` with the parameters of the English texts', () => {
    const categories = language.locale === 'ar-XB' ? ['one', 'other'] : categoriesOf(language.locale);
    expect(faultsOf(english.messages.texts as Texts, language.messages.texts as Texts, categories)).toEqual(
      [],
    );
    const ofPolicies = ([id]: readonly [string, unknown]): boolean => !id.startsWith('lint.');
    const explained = ({ explain }: Language): Texts =>
      Object.fromEntries(Object.entries(explain.texts).filter(ofPolicies)) as Texts;
    expect(faultsOf(explained(english), explained(language), categories)).toEqual([]);
  });
});

test('languages: a wrong placeholder, a wrong plural and a missing text are found', () => {
  const usual: Texts = { a: '{what} at {site}', b: { one: 'one {what}', other: '{count} {what}' }, c: 'c' };
  const theirs: Texts = { a: '{what} bei {ort}', b: { other: '{what}' } };
  expect(faultsOf(usual, theirs, ['one', 'other'])).toEqual([
    'a: {ort},{what} instead of {site},{what}',
    'b: has not one,other',
    'b: the placeholders of other',
    'c: missing',
  ]);
});

test('languages: each has a sub-path of its own, and the package carries none but English', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(real.map(([path]) => path).sort());
  const { exports, publishConfig } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
  );
  for (const of of [exports, publishConfig.exports]) {
    expect(Object.keys(of)).toEqual(expect.arrayContaining(translated.map(([path]) => `./${path}`)));
  }
  expect(Object.keys(publishConfig.typesVersions['*']).sort()).toEqual(
    translated.map(([path]) => path).sort(),
  );
});

test.each(real)('languages: %s says nothing in English', (_path, language: Language) => {
  const usual = textsOf(english);
  const same = [...textsOf(language)].filter(([path, text]) => text === usual.get(path) && / /.test(text));
  // Names and numbers alone, and “Error: …” in Spanish.
  const alike = ['addMethod.nextName(0)', 'frame.failed(0)'];
  expect(same.map(([path]) => path).filter((path) => !alike.includes(path))).toEqual([]);
});

const VIEWS = join(import.meta.dirname, '../src/views');

test('FP14 no template of a view has words of its own', () => {
  const words = readdirSync(VIEWS)
    .filter((name) => name !== 'html.ts')
    .flatMap((name) =>
      templatesIn(readFileSync(join(VIEWS, name), 'utf8')).flatMap((template) =>
        wordsOf(template).map((word) => `${name}: ${word}`),
      ),
    );
  expect(words).toEqual([]);
  expect(
    // `#` is a dollar sign.
    templatesIn(
      'html`<p>#{a && html`<b title="Key of #{x}">#{y}</b>`} words</p>`'.replaceAll('#', '$'),
    ).flatMap(wordsOf),
  ).toEqual(['Key', 'of', 'words']);
});

/** The fixed parts of each template, with a space for what is inserted; templates that are inserted stand for themselves. */
function templatesIn(source: string): readonly string[] {
  const found: string[] = [];
  const read = (from: number, isTemplate: boolean): number => {
    let fixed = '';
    let at = from;
    let depth = 0;
    for (; at < source.length; at++) {
      const rest = source.slice(at, at + 5);
      if (isTemplate && rest.startsWith('`')) break;
      if (isTemplate && rest.startsWith('${')) {
        at = read(at + 2, false);
        fixed += ' ';
      } else if (isTemplate) fixed += source[at];
      else if (rest === 'html`') at = read(at + 5, true);
      else if (rest.startsWith('{')) depth++;
      else if (rest.startsWith('}') && depth-- === 0) break;
    }
    if (isTemplate) found.push(fixed);
    return at;
  };
  for (let at = source.indexOf('html`'); at >= 0; at = source.indexOf('html`', at))
    at = read(at + 5, true) + 1;
  return found;
}

/** Words between tags, and in the attributes that are read out. */
function wordsOf(template: string): readonly string[] {
  const isAttributes = /^(required|autofocus|disabled|checked|([a-z-]+="[^"]*" ?)+)$/.test(template);
  const spoken = [...template.matchAll(/(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(
    ([, text]) => text,
  );
  return (
    [isAttributes ? '' : template.replace(/<[^>]*>/g, ' '), ...spoken].join(' ').match(/\p{L}[\p{L}’]+/gu) ??
    []
  );
}
