import { defineLanguage } from '../define-language.ts';
import type { Language } from '../language.ts';
import { explain } from './explain.ts';
import { messages } from './messages.ts';
import { pages } from './pages.ts';
import type { Forms } from './plural.ts';

/** Slovak, with the formal address. */
export const slovak: Language = defineLanguage<Forms>({ locale: 'sk', pages, messages, explain });
