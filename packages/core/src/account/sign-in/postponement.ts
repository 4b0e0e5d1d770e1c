import type { Account, Change } from '../account.ts';

/**
 * Writes down that the enrolments that these rules ask for were put off, for each rule how often and since when. Nothing is
 * kept for a rule that asks no more.
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

/** Forgets what was put off of rules that ask no more: a rule that asks again later has its whole grace. */
export function withoutMetRules(account: Account, open: readonly string[]): Account {
  const { postponed, ...rest } = account;
  const left = postponed?.filter(({ rule }) => open.includes(rule));
  return left?.length ? { ...rest, postponed: left } : rest;
}
