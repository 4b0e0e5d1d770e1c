/**
 * The names of the actions in a policy's rules, for guards that the compiler checks. Write the policy as
 * `const policy = { … } as const satisfies Policy`: otherwise the names are not part of its type.
 *
 * @example
 * ```ts
 * import { type ActionNames, type Policy, presetS1 } from '@factorkit/core/policy';
 *
 * const policy = {
 *   ...presetS1,
 *   rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m' } } }],
 * } as const satisfies Policy;
 * const name: ActionNames<typeof policy> = 'payout';
 * ```
 */
export type ActionNames<P extends { readonly rules: readonly unknown[] }> = P['rules'][number] extends infer R
  ? R extends { readonly actions: infer Actions }
    ? keyof Actions & string
    : never
  : never;
