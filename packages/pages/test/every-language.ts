import { english, type Language } from '../src/index.ts';
import { german } from '../src/languages/de/index.ts';
import { greek } from '../src/languages/el/index.ts';
import { spanish } from '../src/languages/es/index.ts';
import { french } from '../src/languages/fr/index.ts';
import { hungarian } from '../src/languages/hu/index.ts';
import { pseudo } from '../src/languages/pseudo.ts';
import { brazilianPortuguese } from '../src/languages/pt-BR/index.ts';
import { slovak } from '../src/languages/sk/index.ts';

/** Each language by its sub-path, without English. */
export const translated: readonly (readonly [path: string, language: Language])[] = [
  ['de', german],
  ['el', greek],
  ['es', spanish],
  ['fr', french],
  ['hu', hungarian],
  ['pt-BR', brazilianPortuguese],
  ['sk', slovak],
  ['pseudo', pseudo],
];

/** Every text of the pages by its path, `recovery.lost.title`; a function is called with numbers that can be told apart. */
export function textsOf({ pages }: Language): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const collect = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.set(path, value);
    else if (typeof value === 'function') {
      for (const [index, input] of inputsOf(path).entries()) collect(value(...input), `${path}(${index})`);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value))
        collect(member, path === '' ? key : `${path}.${key}`);
    }
  };
  collect(pages, '');
  return found;
}

const USUAL = [[701, 702, 703]];
const OTHER: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  'code.clockOff': [
    [701, 'fast'],
    [701, 'slow'],
  ],
  'recovery.lost.supportSteps': [[{ address: 701, registered: 702 }]],
  'recovery.enrol': [[[]], [[{ resets: 'on-approval' }]]],
};

function inputsOf(path: string): readonly (readonly unknown[])[] {
  return OTHER[path] ?? USUAL;
}

/** The words of English texts that the other language has not. */
export function wordsOnlyEnglish(language: Language): ReadonlySet<string> {
  const own = new Set(wordsIn([...textsOf(language).values()].join(' ')));
  const words = wordsIn([...textsOf(english).values()].join(' ').replaceAll(/70[123]/g, ''));
  return new Set(words.filter((word) => !own.has(word)));
}

export function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}’]+/gu) ?? [];
}
