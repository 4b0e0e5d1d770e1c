import { decisionTexts } from './english-decision.ts';
import { lintTexts } from './english-lint.ts';
import { policyTexts } from './english-policy.ts';
import type { Catalogue } from './message.ts';

/** The default texts, in English. */
export const englishCatalogue: Catalogue = {
  locale: 'en-GB',
  texts: { ...decisionTexts, ...policyTexts, ...lintTexts },
};
