import { pluralOf } from '../languages/plural.ts';

export const plural: (forms: { readonly one: string; readonly other: string }) => (count: number) => string =
  pluralOf('en-GB');
