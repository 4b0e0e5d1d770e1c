import type { Schema } from './schema.ts';
import { changed, text, textOf, where } from './values.ts';

/** Text that is stored. It is well-formed, because some databases accept nothing else. */
export function storedText<T extends string = string>(max: number): Schema<T> {
  const schema = where(textOf({ min: 1, max }), (read) => !/\p{Surrogate}/u.test(read), 'well-formed text');
  return schema as Schema<string> & Schema<T>;
}

/** Prefix of the rows in the store that are not accounts: reserved credentials. */
export const CLAIM_PREFIX = 'factorkit:claim:';

/** User ids are opaque, but an empty or malformed one is a programming error and must not become an account. */
export const userId: Schema<string> = where(
  storedText(512),
  (read) => !read.startsWith(CLAIM_PREFIX),
  'no reserved prefix',
);

/** In characters. */
export const MAX_LABEL = 64;

/** Also the characters that reorder the text around them, such as that of a notice. */
const NOT_IN_LABELS = /[\p{Cc}\p{Cs}\s\u202a-\u202e\u2066-\u2069]+/gu;

const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\s\u2800]/u;

/** A label of a factor or a browser, in the form that is stored: trimmed, on one line, with something to see. */
export const label: Schema<string> = where(
  changed(text, (read) => read.replace(NOT_IN_LABELS, ' ').trim()),
  (read) => VISIBLE.test(read) && [...read].length <= MAX_LABEL,
  `text of 1 to ${MAX_LABEL} characters`,
  { pattern: '^\\s*\\S([\\s\\S]{0,62}\\S)?\\s*$' },
);

/** The reason of a staff action, for the audit trail: one or more lines. */
export const note: Schema<string> = where(
  changed(text, (read) => read.replace(/[^\P{Cc}\n]|\p{Cs}/gu, ' ').trim()),
  (read) => read !== '' && read.length <= 500,
  'text of 1 to 500 characters',
  { maxLength: 500, pattern: '\\S' },
);
