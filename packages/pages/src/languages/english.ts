import { englishMessages, messageTexts } from '@factorkit/core';
import { englishCatalogue } from '@factorkit/core/policy';
import { catalogue } from '../texts/catalogue.ts';
import type { Language } from './language.ts';

/** The default language. */
export const english: Language = {
  locale: 'en-GB',
  dir: 'ltr',
  pages: catalogue,
  messages: englishMessages,
  ...messageTexts(englishMessages),
  explain: englishCatalogue,
};
