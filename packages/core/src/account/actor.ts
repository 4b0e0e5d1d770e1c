/**
 * Who did something: the user, a member of the portal's staff, whoever held a link that was sent to the user, or nobody:
 * upkeep of the system.
 */
export type Actor =
  | { readonly kind: 'user' }
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'system' };
