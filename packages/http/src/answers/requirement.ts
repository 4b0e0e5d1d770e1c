import type { Unmet } from '@factorkit/core';
import { requirement } from '@factorkit/core/policy';
import { named, object, oneOf, optional, type Schema, text } from '@factorkit/core/schema';

export const unmetReason: Schema<Unmet['why']> = oneOf(
  'missing',
  'not-enrolled',
  'expired',
  'remembered',
  'same-channel',
  'held',
);

export const unmet: Schema<Unmet> = named('Unmet', () =>
  object<Unmet>({ path: text, rule: optional(text), requirement, why: unmetReason }),
);
