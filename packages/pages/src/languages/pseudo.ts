import type { Texts } from '../texts/catalogue.ts';
import { defineLanguage } from './define-language.ts';
import { english } from './english.ts';
import type { Language } from './language.ts';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MARKED = [...'áƀćđéƒğħíĵķłɱñóþɋřšŧúṽŵẋýžÁƁĆĐÉƑĞĦÍĴĶŁⱮÑÓÞɊŘŠŦÚṼŴẊÝŽ'];

/**
 * Not a language: the English texts with marked letters, from right to left. A word of a page that has plain letters comes
 * from no catalogue, and a page that looks wrong is not ready for Arabic or Hebrew.
 */
export const pseudo: Language = defineLanguage<object>({
  locale: 'ar-XB',
  dir: 'rtl',
  pages: markedAll(english.pages) as Texts,
  messages: markedAll(english.messages.texts) as Language['messages']['texts'],
  explain: markedAll(english.explain.texts) as Language['explain']['texts'],
});

function markedAll(value: unknown): unknown {
  if (typeof value === 'string') return marked(value);
  if (typeof value === 'function') return (...input: unknown[]) => markedAll(value(...input));
  if (Array.isArray(value)) return value.map(markedAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === 'tone' ? member : markedAll(member)]),
  );
}

/** Leaves the names of placeholders. */
function marked(text: string): string {
  return text.replace(/\{\w+\}|[A-Za-z]/g, (found) => MARKED[PLAIN.indexOf(found)] ?? found);
}
