import { type Schema, textOf, unchecked } from '@factorkit/core/schema';

export const factorId: Schema<string> = textOf({ max: 128 });
export const contactId: Schema<string> = textOf({ max: 256 });
/** Longer than any password that a portal accepts, and short enough to hash. */
export const password: Schema<string> = textOf({ max: 1024 });
export const token: Schema<string> = textOf({ max: 8192 });

/** The code as the user typed it, or the response of the browser. */
export const response: Schema<unknown> = unchecked({
  description:
    'The code as the user typed it, or the response of the browser, as JSON. The method checks it.',
});
