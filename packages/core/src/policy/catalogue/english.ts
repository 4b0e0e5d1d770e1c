import { decisionTexts } from './english-decision.ts';
import { lintTexts } from './english-lint.ts';
import { policyTexts } from './english-policy.ts';
import type { Catalogue } from './message.ts';

/** The texts as they are where a portal brings none of its own. */
export const englishCatalogue: Catalogue = {
  locale: 'en-GB',
  texts: { ...decisionTexts, ...policyTexts, ...lintTexts },
};
