/**
 * Who acted: the user, a member of the portal's staff, anyone with a link that was sent to the user, or Factorkit
 * itself.
 */
export type Actor =
  | { readonly kind: 'user' }
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'system' };
