import { defineLanguage } from '../define-language.ts';
import type { Language } from '../language.ts';
import { explain } from './explain.ts';
import { messages } from './messages.ts';
import { pages } from './pages.ts';
import type { Forms } from './plural.ts';

/** Greek, with the formal address. */
export const greek: Language = defineLanguage<Forms>({ locale: 'el', pages, messages, explain });
