import {
  activate,
  challenge,
  codeLockOf,
  drop,
  fail,
  failCode,
  finish,
  forgetOld,
  type Goal,
  issue,
  lockOf,
  type ModelToken,
  newModelAccount,
  trouble,
} from './account.ts';
import type { Answer, Model, ModelCaller } from './commands.ts';
import { judgeOf, type ModelEvidence, type ModelJudge, type ModelPolicy, type Said } from './judge.ts';
import { accountInWords, challengeInWords, enrolInWords, proofInWords } from './words.ts';

const MINUTE = 60_000;
const CHALLENGE = 10 * MINUTE;
const SET_UP = 15 * MINUTE;

export function createModel(policy: ModelPolicy, start: number): Model {
  let now = start;
  const account = newModelAccount();

  const said = (text: string): Answer => ({ said: text });

  function judge(evidence: readonly ModelEvidence[]): ModelJudge {
    return judgeOf(policy, { ...account, evidence }, now);
  }

  function askGoal(goal: Goal, evidence: readonly ModelEvidence[]): Said {
    if (typeof goal === 'object') return judge(evidence).remove(goal.remove);
    if (goal === 'sign-in') return judge(evidence).signIn();
    return goal === 'pay' ? judge(evidence).pay() : judge(evidence).manage();
  }

  /** What comes of a goal once something was shown. */
  function next(
    goal: Goal,
    evidence: readonly ModelEvidence[],
    until = now + CHALLENGE,
    given?: Said,
  ): Answer {
    const outcome = given ?? askGoal(goal, evidence);
    const token = (kind: ModelToken['kind'], end: number): ModelToken => ({
      kind,
      goal,
      evidence,
      epoch: account.epoch,
      until: end,
      spent: false,
    });
    if (outcome.kind === 'allow') return { said: 'complete', session: { evidence } };
    if (outcome.kind === 'ask')
      return { said: challengeInWords(outcome.factors, outcome.code), token: token('challenge', until) };
    if (outcome.kind === 'deny') return said(`denied ${outcome.reason}`);
    return { said: enrolInWords(outcome.methods, outcome.skips), token: token('enrol', now + SET_UP) };
  }

  /** A rule that is met has no more use for what was put off. */
  function waitingOf(): (typeof account.pending)[number] | undefined {
    return account.pending.find((one) => one.proven && now < one.until && one.epoch === account.epoch);
  }

  function forgetPutOff(): void {
    const { of, count } = policy.required ?? { of: [], count: 0 };
    const has = account.factors.filter(({ method }) => of.includes(method)).length;
    if (has >= count) account.putOff = 0;
  }

  /** What a change is told that is not allowed. */
  function declined(outcome: Exclude<Said, { kind: 'allow' }>): Answer {
    if (outcome.kind === 'deny') return said(`denied ${outcome.reason}`);
    if (outcome.kind === 'enrol') return said(enrolInWords(outcome.methods, undefined));
    return said(proofInWords(outcome.factors, outcome.first, outcome.code));
  }

  function troubleOf(caller: ModelCaller): string | undefined {
    if (!('until' in caller)) return undefined;
    return caller.kind === 'enrol' ? trouble(caller, account, now) : 'refused wrong-purpose';
  }

  function shownToo(evidence: readonly ModelEvidence[], what: string): readonly ModelEvidence[] {
    return [...evidence.filter((one) => one.what !== what), { what, at: now }];
  }

  function nextOf(caller: ModelCaller, evidence: readonly ModelEvidence[]): Answer {
    return next('until' in caller ? 'sign-in' : 'manage', evidence);
  }

  return {
    advance(ms) {
      now += ms;
    },
    signIn() {
      const answer = next('sign-in', [{ what: 'password', at: now }]);
      if (answer.token?.kind === 'challenge') challenge(account, now);
      return answer;
    },

    verify(token, factorId, answer) {
      if (token.kind === 'enrol') return said('refused wrong-purpose');
      const no = trouble(token, account, now);
      if (no) return said(no);
      const factor = account.factors.find(({ id }) => id === factorId);
      if (factor === undefined) return said('refused unknown-factor');
      if (factor.suspended) return said('suspended');
      const lock = codeLockOf(policy, factor, account.wrong, now);
      if (lock !== undefined) return said(lock);
      const asked = askGoal(token.goal, token.evidence);
      if (asked.kind !== 'ask' || !asked.factors.includes(factorId)) return said('refused unknown-factor');
      if (answer === 'malformed') return said('refused malformed-response');
      if (answer === 'used') return said('code used');
      forgetOld(account, now);
      if (answer === 'wrong') {
        const told = failCode(policy, factor, account.wrong, now);
        if (told === 'suspended') factor.suspended = true;
        return said(told);
      }
      factor.used = answer.shows;
      factor.failures = 0;
      token.spent = true;
      const after = next(token.goal, shownToo(token.evidence, factorId), token.until);
      if (after.session !== undefined) account.wrong = { failures: 0, failedAt: 0, of: new Set() };
      if (after.session !== undefined && token.goal === 'sign-in') finish(account, now);
      return after;
    },

    backUp(token, code) {
      if (token.kind === 'enrol') return said('refused wrong-purpose');
      const no = trouble(token, account, now);
      if (no) return said(no);
      if (account.codes === undefined) return said('refused no-backup-codes');
      const lock = lockOf(policy, account.codes, now);
      if (lock !== undefined) return said(lock);
      const asked = askGoal(token.goal, token.evidence);
      if (asked.kind !== 'ask' || !asked.code) return said('refused no-backup-codes');
      if (account.codes.used.includes(code)) return said('code used');
      forgetOld(account, now);
      const at = account.codes.left.indexOf(code);
      if (at < 0) return said(fail(policy, account.codes, now));
      account.codes.left.splice(at, 1);
      account.codes.gone.push(code);
      account.codes.used.push(code);
      account.codes.failures = 0;
      token.spent = true;
      const after = next(token.goal, shownToo(token.evidence, 'code'), token.until);
      if (after.session !== undefined) account.wrong = { failures: 0, failedAt: 0, of: new Set() };
      return after;
    },

    stepUp({ evidence }, goal) {
      const outcome = askGoal(goal, evidence);
      if (outcome.kind === 'allow') return said('complete');
      if (outcome.kind === 'ask' && (outcome.factors.length > 0 || outcome.code)) return next(goal, evidence);
      return declined(outcome);
    },

    reauthenticate({ evidence }) {
      forgetOld(account, now);
      return { said: 'complete', session: { evidence: shownToo(evidence, 'password') } };
    },

    begin(caller, method, replaces, id) {
      const no = troubleOf(caller);
      if (no) return said(no);
      const outcome = judge(caller.evidence).enrol(method, replaces);
      if (outcome.kind !== 'allow') return declined(outcome);
      const open = account.pending.filter((one) => one.method === method);
      // Three set-ups of a method are open at once; the oldest gives way.
      if (open.length >= 3) account.pending = account.pending.filter((one) => one !== open[0]);
      account.pending.push({
        id,
        method,
        replaces,
        epoch: account.epoch,
        until: now + SET_UP,
        proven: false,
        failures: 0,
        failedAt: 0,
        used: 0,
      });
      forgetOld(account, now);
      return said(`begun ${id}`);
    },

    confirm(caller, id, answer, fresh) {
      const no = troubleOf(caller);
      if (no) return said(no);
      const setUp = account.pending.find((one) => one.id === id);
      if (setUp === undefined || setUp.proven) return said('refused unknown-factor');
      if (now >= setUp.until) return said('refused expired');
      if (setUp.epoch !== account.epoch) return said('refused superseded');
      const outcome = judge(caller.evidence).confirm(setUp.method, setUp.replaces);
      if (outcome.kind !== 'allow') return declined(outcome);
      const lock = lockOf(policy, setUp, now);
      if (lock !== undefined) return said(lock);
      if (answer === 'malformed') return said('refused malformed-response');
      forgetOld(account, now);
      if (answer === 'wrong' || answer === 'used') {
        const told = fail(policy, setUp, now);
        if (told === 'suspended') account.pending = account.pending.filter((one) => one !== setUp);
        return said(told);
      }
      setUp.used = answer.shows;
      setUp.failures = 0;
      const due = policy.codes !== undefined && account.factors.length === 0;
      const isGated = due && policy.codes?.acknowledge === 'gate';
      if (isGated) account.waiting = { codes: fresh, at: now };
      else if (due) issue(account, fresh);
      if (isGated) {
        setUp.proven = true;
        setUp.until = now + SET_UP;
        account.pending = [...account.pending.filter((one) => one !== setUp && !one.proven), setUp];
        return said(`acknowledge ${id}`);
      }
      activate(account, setUp);
      forgetPutOff();
      if ('until' in caller) caller.spent = true;
      const after = nextOf(caller, shownToo(caller.evidence, id));
      return { ...after, said: `active ${id}${due ? ' with codes' : ''}, then ${after.said}` };
    },

    acknowledge(caller, id) {
      const no = troubleOf(caller);
      if (no) return said(no);
      if (account.codes === undefined && account.waiting === undefined)
        return said('refused no-backup-codes');
      const waiting = waitingOf();
      if (waiting !== undefined && waiting.id !== id) return said('refused superseded');
      if (waiting === undefined && account.factors.length === 0) return said('refused expired');
      if (waiting !== undefined || account.waiting !== undefined || !account.codes?.acknowledged) {
        if (account.waiting) issue(account, account.waiting.codes);
        account.waiting = undefined;
        forgetOld(account, now);
        if (account.codes) account.codes.acknowledged = true;
        if (waiting) {
          activate(account, waiting);
          forgetPutOff();
        }
        if ('until' in caller) caller.spent = true;
      }
      const after = nextOf(caller, caller.evidence);
      return { ...after, said: `acknowledged ${waiting?.id ?? 'nothing'}, then ${after.said}` };
    },

    remove({ evidence }, id) {
      if (!account.factors.some((factor) => factor.id === id)) return said('refused unknown-factor');
      const outcome = judge(evidence).remove(id);
      if (outcome.kind !== 'allow') return declined(outcome);
      drop(account, id);
      return said(`removed, ${account.factors.length > 0 ? 'still on' : 'now off'}`);
    },

    rename({ evidence }, id) {
      if (!account.factors.some((factor) => factor.id === id)) return said('refused unknown-factor');
      const outcome = judge(evidence).manage();
      if (outcome.kind !== 'allow') return declined(outcome);
      forgetOld(account, now);
      return said('renamed');
    },

    choose({ evidence }, id) {
      if (!account.factors.some((factor) => factor.id === id)) return said('refused unknown-factor');
      const outcome = judge(evidence).choose(id);
      if (outcome.kind !== 'allow') return declined(outcome);
      forgetOld(account, now);
      account.primary = id;
      return said('chosen');
    },

    regenerate({ evidence }, fresh) {
      const outcome = judge(evidence).regenerate();
      if (outcome.kind !== 'allow') return declined(outcome);
      if (policy.codes?.acknowledge === 'gate') account.waiting = { codes: fresh, at: now };
      else issue(account, fresh);
      forgetOld(account, now);
      return said('regenerated');
    },

    postpone(token) {
      if (token.kind !== 'enrol') return said('refused wrong-purpose');
      const no = trouble(token, account, now);
      if (no) return said(no);
      const outcome = judge(token.evidence).postpone();
      const after = next('sign-in', token.evidence, undefined, outcome);
      if (outcome.kind !== 'allow') return after;
      forgetOld(account, now);
      token.spent = true;
      account.putOff += 1;
      return after;
    },

    look() {
      const { factors, primary, codes } = account;
      // Codes that were guessed at too often open nothing: they count as none.
      const left = codes && lockOf(policy, codes, now) === 'suspended' ? 0 : codes?.left.length;
      return accountInWords(factors, primary, factors.length > 0 ? left : undefined);
    },

    codes: () => ({ left: account.codes?.left ?? [], gone: account.codes?.gone ?? [] }),
    isOpen: (token) => trouble(token, account, now) === undefined,
    waiting: () => waitingOf()?.id,

    stateOf(id) {
      if (account.factors.some((factor) => factor.id === id)) return 'enrolled';
      return account.pending.some((one) => one.id === id && !one.proven) ? 'pending' : 'gone';
    },
    used: (id) =>
      account.factors.find((factor) => factor.id === id)?.used ??
      account.pending.find((one) => one.id === id)?.used ??
      0,
  };
}
