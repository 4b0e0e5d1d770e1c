import { defineLanguage } from '../define-language.ts';
import type { Language } from '../language.ts';
import { explain } from './explain.ts';
import { messages } from './messages.ts';
import { pages } from './pages.ts';
import type { Forms } from './plural.ts';

/** Portuguese of Brazil, which addresses everybody as “você”. */
export const brazilianPortuguese: Language = defineLanguage<Forms>({
  locale: 'pt-BR',
  pages,
  messages,
  explain,
});
