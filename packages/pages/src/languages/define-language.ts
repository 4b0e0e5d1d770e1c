import { messageTexts } from '@factorkit/core';
import { type Catalogue, englishCatalogue } from '@factorkit/core/policy';
import type { Texts } from '../texts/catalogue.ts';
import type { Language } from './language.ts';

/** The texts of `explain`, each as a text or with its plural forms. */
export type ExplainTexts<Forms> = {
  readonly [id in Exclude<keyof Catalogue['texts'], `lint.${string}`>]: string | Forms;
};

/** The texts of notices and codes, each as a text or with its plural forms. */
export type MessageTexts<Forms> = {
  readonly [id in keyof Language['messages']['texts']]: string | Forms;
};

export function defineLanguage<Forms extends { readonly [category in Intl.LDMLPluralRule]?: string }>({
  locale,
  dir = 'ltr',
  pages,
  messages: ours,
  explain,
}: {
  readonly locale: string;
  readonly dir?: Language['dir'];
  readonly pages: Texts;
  readonly messages: MessageTexts<Forms>;
  readonly explain: ExplainTexts<Forms>;
}): Language {
  const messages = { locale, texts: ours };
  return {
    ...{ locale, dir, pages, messages, ...messageTexts(messages) },
    explain: { locale, texts: { ...englishCatalogue.texts, ...explain } },
  };
}
