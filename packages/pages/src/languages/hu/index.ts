import { defineLanguage } from '../define-language.ts';
import type { Language } from '../language.ts';
import { explain } from './explain.ts';
import { messages } from './messages.ts';
import { pages } from './pages.ts';
import type { Forms } from './plural.ts';

/** Hungarian, with the formal address. */
export const hungarian: Language = defineLanguage<Forms>({ locale: 'hu', pages, messages, explain });
