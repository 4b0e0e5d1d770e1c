import type { AttributeValue, User } from '../../policy/schema/user.ts';
import { listOf, mapOf, openObject } from '../../schema/object.ts';
import { Mismatch, type Schema } from '../../schema/schema.ts';
import { userId as anyUserId } from '../../schema/texts.ts';
import { changed, optional, text, value, where } from '../../schema/values.ts';
import { risk } from '../../schema/vocabulary.ts';

/** Any name. Each method replaces the characters that it cannot show. */
const accountName = changed(
  where(text, (read) => read.trim() !== '' && read.length <= 256, 'text of 1 to 256 characters'),
  (read) => read.replace(/\p{Surrogate}/gu, '\uFFFD'),
);

const attribute = value<AttributeValue>(
  (given) => ['string', 'number', 'boolean'].includes(typeof given),
  'a text, a number, true or false',
  { type: ['string', 'number', 'boolean'] },
);

/** A number is a common mistake, so the error says what to pass. */
export const userId: Schema<string> = {
  ...anyUserId,
  read(given, path) {
    if (['number', 'bigint'].includes(typeof given)) throw new Mismatch(path, 'text, such as String(id)');
    return anyUserId.read(given, path);
  },
};

/** The user in the form that a policy uses. */
export const user: Schema<User> = openObject<User>({
  accountName,
  roles: optional(listOf(text)),
  groups: optional(listOf(text)),
  attributes: optional(mapOf(text, attribute)),
  // An unknown word would otherwise count as no risk.
  risk: optional(risk),
});
