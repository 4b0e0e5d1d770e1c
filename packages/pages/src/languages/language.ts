import type { CodeTexts, messageTexts, NoticeTexts } from '@factorkit/core';
import type { Catalogue } from '@factorkit/core/policy';
import type { Texts } from '../texts/catalogue.ts';

/** Every text of one language: of the pages, the notices, the messages with a code, and `explain`. */
export interface Language {
  /** A BCP 47 tag: for `<html lang>`, and for plurals, lists, dates and numbers. */
  readonly locale: string;
  /** The direction of its script, for `<html dir>`. */
  readonly dir: 'ltr' | 'rtl';
  readonly pages: Texts;
  /** What `notices`, `email` and `sms` are made from: pass it to `messageTexts` with a sentence of your own. */
  readonly messages: Parameters<typeof messageTexts>[0];
  /** For `notices.texts` of `createMfa`. */
  readonly notices: NoticeTexts;
  /** For `emailCode({ texts })`. */
  readonly email: CodeTexts;
  /** For `smsCode({ texts })`. */
  readonly sms: CodeTexts;
  /** For `explain(policy, catalogue)`. The findings of `lint` are for the author of a policy, and English. */
  readonly explain: Catalogue;
}
