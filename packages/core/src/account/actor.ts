/** Who did something: the user, a member of the portal's staff, or whoever held a link that was sent to the user. */
export type Actor =
  | { readonly kind: 'user' }
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'link' };
