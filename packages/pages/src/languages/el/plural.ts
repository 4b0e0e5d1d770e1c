import { pluralOf } from '../plural.ts';

export type Forms = { readonly one: string; readonly other: string };
export const plural: (forms: Forms) => (count: number) => string = pluralOf('el');
