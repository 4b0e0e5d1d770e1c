import { type Method, MfaError } from '@factorkit/core';
import type { Texts } from '../texts/catalogue.ts';
import type { MethodTexts } from '../texts/methods.ts';

/** A method that the portal offers, with its texts. */
export interface OfferedMethod extends MethodTexts {
  readonly method: Method;
}

/** @throws MfaError `configuration-invalid` if a method has no texts, neither by default nor from the portal. */
export function offeredMethods(
  offered: readonly (Method | OfferedMethod)[],
  { methods }: Texts,
): readonly OfferedMethod[] {
  return offered.map((each) => {
    if (typeof each === 'object') return each;
    const texts = (methods as Readonly<Record<string, MethodTexts>>)[each];
    if (texts !== undefined) return { method: each, ...texts };
    throw new MfaError('configuration-invalid', `methods: expected an object with the name of ${each}`);
  });
}

/** The portal's words for a method. `undefined` if the portal does not offer it. */
export function offerOf(
  offers: readonly OfferedMethod[],
  method: Method | string | undefined,
): OfferedMethod | undefined {
  return offers.find((offer) => offer.method === method);
}
