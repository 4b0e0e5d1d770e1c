import type { Account, Change } from '../account.ts';

/**
 * Records that the enrolments of these rules were postponed: for each rule how often and since when. Rules that are met
 * are dropped.
 *
 * @param open - The rules that have a grace and that the enrolled factors do not meet.
 */
export function postponeEnrolment(
  account: Account,
  {
    rules,
    open,
    now,
  }: { readonly rules: readonly string[]; readonly open: readonly string[]; readonly now: number },
): Change {
  const kept = (withoutMetRules(account, open).postponed ?? []).filter(({ rule }) => !rules.includes(rule));
  const postponed = rules.map((rule) => {
    const { firstAt = now, times = 0 } = account.postponed?.find((known) => known.rule === rule) ?? {};
    return { rule, firstAt, times: times + 1 };
  });
  return {
    account: { ...account, postponed: [...kept, ...postponed] },
    events: [{ type: 'enrolment.postponed', times: Math.max(...postponed.map(({ times }) => times)) }],
  };
}

/** Drops the postponements of rules that are met. If such a rule is unmet again later, it has its whole grace. */
export function withoutMetRules(account: Account, open: readonly string[]): Account {
  const { postponed, ...rest } = account;
  const left = postponed?.filter(({ rule }) => open.includes(rule));
  return left?.length ? { ...rest, postponed: left } : rest;
}
