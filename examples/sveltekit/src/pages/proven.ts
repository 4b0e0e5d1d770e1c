import type { Refusal } from './refusal.ts';

/** The result of a change: done, refused, or to be repeated once a code was entered. */
export type Change =
  | { readonly kind: 'done' }
  | { readonly kind: 'proof-required'; readonly factorId: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

interface Answered {
  readonly error?: (Refusal & { readonly factors?: readonly { readonly factorId: string }[] }) | undefined;
}

export function changeOf({ error }: Answered): Change {
  if (error === undefined) return { kind: 'done' };
  const app = error.code === 'proof-required' ? error.factors?.[0] : undefined;
  return app ? { kind: 'proof-required', factorId: app.factorId } : { kind: 'refused', refusal: error };
}
