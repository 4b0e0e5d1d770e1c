/**
 * What the design page says about a policy, in arrays and loops, for the few policies of this test. It knows nothing of
 * the engine's own policy room, on purpose: two that say the same were written apart.
 */

export type ModelMethod = 'totp' | 'x-pin';

/** A policy with few knobs. Everything in it is for everyone. */
export interface ModelPolicy {
  readonly methods: readonly { readonly name: ModelMethod; readonly max: number }[];
  /** What must be enrolled, and how often that may be put off. */
  readonly required?: {
    readonly of: readonly ModelMethod[];
    readonly count: number;
    readonly skips?: number;
  };
  /** What that same rule asks for at sign-in. */
  readonly signIn?: readonly ModelMethod[];
  /** What a change asks for: a factor or the password, not older than so many minutes. */
  readonly proof: { readonly by: 'factor' | 'factor-or-code' | 'password'; readonly minutes: number };
  readonly keepOne: boolean;
  readonly choiceNeedsTwo: boolean;
  readonly codes?: { readonly acknowledge: 'gate' | 'record'; readonly open: boolean };
  /** What the action `pay` asks for, not older than five minutes. */
  readonly pay: readonly ModelMethod[];
  readonly throttle: { readonly attempts: number; readonly cap: number };
}

export interface ModelFactor {
  readonly id: string;
  readonly method: ModelMethod;
  suspended: boolean;
  failures: number;
  failedAt: number;
  /** The newest step or number that it accepted. */
  used: number;
}

/** What was shown: `password`, `code`, or the id of a factor. */
export interface ModelEvidence {
  readonly what: string;
  readonly at: number;
}

export interface ModelCodes {
  readonly left: string[];
  readonly gone: string[];
  /** Of this set. */
  readonly used: string[];
  failures: number;
  failedAt: number;
  acknowledged: boolean;
}

/** What a judgement looks at. */
export interface ModelFacts {
  readonly factors: readonly ModelFactor[];
  readonly primary: string | undefined;
  readonly codes: ModelCodes | undefined;
  readonly putOff: number;
  readonly evidence: readonly ModelEvidence[];
}

/** Everything that can be said, as far as it is compared. */
export type Said =
  | { readonly kind: 'allow' }
  | {
      readonly kind: 'ask';
      readonly factors: readonly string[];
      readonly first: readonly string[];
      readonly code: boolean;
    }
  | { readonly kind: 'enrol'; readonly methods: readonly string[]; readonly skips?: number }
  | { readonly kind: 'deny'; readonly reason: string };

const MINUTE = 60_000;

const deny = (reason: string): Said => ({ kind: 'deny', reason });

/** The questions that there are. */
export interface ModelJudge {
  signIn(): Said;
  postpone(): Said;
  enrol(method: ModelMethod, replaces: string | undefined): Said;
  confirm(method: ModelMethod, replaces: string | undefined): Said;
  remove(id: string): Said;
  choose(id: string): Said;
  regenerate(): Said;
  manage(): Said;
  pay(): Said;
}

/** Everything that depends on the policy, the account and what was shown, at one moment. */
export function judgeOf(policy: ModelPolicy, facts: ModelFacts, now: number): ModelJudge {
  function signIn(): Said {
    const { signIn: rule, required } = policy;
    const needsAny = nothingShown();
    const needsRule = rule !== undefined && isAskedAtSignIn();
    if ((needsAny || needsRule) && !codeStandsIn()) {
      const factors = inOrder((factor) => needsAny || (needsRule && rule.includes(factor.method)));
      const code = policy.codes?.open === true && codesLeft() > 0;
      if (factors.length > 0 || code) return { kind: 'ask', factors, first: [], code };
      if (needsAny || isEnrolled(rule ?? [])) return deny('no-usable-factor');
      return afterProof({ kind: 'enrol', methods: named(rule ?? []) });
    }
    if (required === undefined || has(required.of) >= required.count) return { kind: 'allow' };
    const skips = skipsLeft();
    const methods = named(required.of);
    if (skips > 0) return { kind: 'enrol', methods, skips };
    return codeStandsIn() ? { kind: 'enrol', methods } : afterProof({ kind: 'enrol', methods });
  }

  /** An enrolment that cannot wait takes at sign-in what it takes. */
  function afterProof(enrol: Extract<Said, { kind: 'enrol' }>): Said {
    if (facts.factors.length === 0) return enrol;
    const said = anyEnrolment();
    if (said.kind === 'allow') return enrol;
    if (said.kind === 'ask') return said.factors.length > 0 || said.code ? said : enrol;
    if (said.kind === 'deny') return said;
    const methods = enrol.methods.filter((name) => said.methods.includes(name));
    return methods.length > 0 ? { kind: 'enrol', methods } : said;
  }

  /** A change, and where the enrolled factors cannot show what it takes, one of them of the last 15 minutes. */
  function anyEnrolment(): Said {
    const said = change();
    if (said.kind !== 'enrol') return said;
    const factors = inOrder(() => true);
    const strongest = usableEvidence().some(
      ({ what, at }) => factors.includes(what) && now - at <= 15 * MINUTE,
    );
    if (strongest) return said;
    return factors.length > 0 ? { kind: 'ask', factors, first: [], code: false } : deny('no-usable-factor');
  }

  function postpone(): Said {
    const said = signIn();
    if (said.kind !== 'enrol') return said;
    return said.skips === undefined ? deny('no-grace') : { kind: 'allow' };
  }

  function enrol(method: ModelMethod, replaces: string | undefined): Said {
    const no = confirm(method, replaces);
    if (no.kind !== 'allow') return no;
    if (facts.factors.length > 0) {
      const said = anyEnrolment();
      return said.kind === 'enrol' && said.methods.includes(method) ? { kind: 'allow' } : said;
    }
    const fresh = facts.evidence.some(({ what, at }) => what === 'password' && now - at <= 15 * MINUTE);
    if (fresh) return { kind: 'allow' };
    return {
      kind: 'ask',
      factors: [],
      first: ['password', 'federated', 'passkey', 'magic-link'],
      code: false,
    };
  }

  /** A set-up is confirmed on its code alone, as long as it could be begun. */
  function confirm(method: ModelMethod, replaces: string | undefined): Said {
    const rule = policy.methods.find(({ name }) => name === method);
    if (rule === undefined) return deny('method-not-allowed');
    const same = facts.factors.filter((factor) => factor.method === method);
    if (replaces !== undefined && !same.some(({ id }) => id === replaces)) return deny('not-enrolled');
    const staying = same.filter(({ id }) => id !== replaces);
    return staying.length >= rule.max ? deny('limit-reached') : { kind: 'allow' };
  }

  function remove(id: string): Said {
    if (!facts.factors.some((factor) => factor.id === id)) return deny('not-enrolled');
    const { required, keepOne } = policy;
    const left = facts.factors.filter((factor) => factor.id !== id);
    const usable = left.filter((factor) => !factor.suspended);
    if (left.length > 0 && usable.length === 0) return deny('must-keep');
    if (keepOne && usable.length === 0) return deny('must-keep');
    if (required !== undefined) {
      const wanted = (factors: readonly ModelFactor[]): number =>
        factors.filter(({ method }) => required.of.includes(method)).length;
      if (has(required.of) >= required.count && wanted(usable) < required.count) return deny('must-keep');
      if (has(required.of, true) >= required.count && wanted(left) < required.count) return deny('must-keep');
    }
    return change();
  }

  function choose(id: string): Said {
    const usable = facts.factors.filter((factor) => !factor.suspended);
    if (!usable.some((factor) => factor.id === id)) return deny('not-enrolled');
    if (policy.choiceNeedsTwo && usable.length < 2) return deny('no-choice');
    return change();
  }

  function regenerate(): Said {
    if (policy.codes === undefined) return deny('no-backup-codes');
    if (facts.factors.length === 0) return deny('not-enrolled');
    return change();
  }

  /** What is the user's own, and no more than a session is needed for. */
  function manage(): Said {
    const missing = needsSession();
    return missing ? ask({ session: true, proof: [], first: false, code: false }) : { kind: 'allow' };
  }

  function pay(): Said {
    const session = needsSession();
    const fresh = usableEvidence().some(
      ({ what, at }) => now - at <= 5 * MINUTE && policy.pay.includes(methodOf(what)),
    );
    if (!session && fresh) return { kind: 'allow' };
    const said = ask({ session, proof: fresh ? [] : policy.pay, first: false, code: false });
    if (said.kind !== 'deny' || session || isEnrolled(policy.pay)) return said;
    // A new factor has to be on the way to it: what adding one takes must not be out of reach.
    const adding = facts.factors.length > 0 ? anyEnrolment() : undefined;
    if (adding?.kind === 'deny') return adding;
    const methods = named(policy.pay).filter(
      (name) => adding?.kind !== 'enrol' || adding.methods.includes(name),
    );
    return methods.length > 0 ? { kind: 'enrol', methods } : deny('no-usable-factor');
  }

  function change(): Said {
    const { by, minutes } = policy.proof;
    const session = needsSession();
    const fresh = usableEvidence().filter(({ at }) => now - at <= minutes * MINUTE);
    const proven = fresh.some(({ what }) => {
      if (by === 'password') return what === 'password';
      return what === 'code' ? by === 'factor-or-code' : what !== 'password';
    });
    const rule = isAskedAtSignIn() && !codeStandsIn() ? (policy.signIn ?? []) : [];
    if (!session && rule.length === 0 && proven) return { kind: 'allow' };
    const methods = policy.methods.map(({ name }) => name);
    const said = ask({
      session,
      proof: [...rule, ...(proven || by === 'password' ? [] : methods)],
      first: !proven && by === 'password',
      code: !proven && by === 'factor-or-code',
    });
    // What sign-in takes was never enrolled: then it is enrolled, and nothing else is changed.
    if (said.kind !== 'deny' || session || !proven || isEnrolled(rule)) return said;
    return { kind: 'enrol', methods: named(rule) };
  }

  function isAskedAtSignIn(): boolean {
    const { signIn: rule } = policy;
    return rule !== undefined && skipsLeft() === 0 && !hasShown(rule);
  }

  function isEnrolled(methods: readonly ModelMethod[]): boolean {
    return has(methods, true) > 0;
  }

  function ask(open: {
    session: boolean;
    proof: readonly ModelMethod[];
    first: boolean;
    code: boolean;
  }): Said {
    const factors = inOrder(({ method }) => open.session || open.proof.includes(method));
    const code = codesLeft() > 0 && (open.code || (open.session && policy.codes?.open === true));
    const first = open.first ? ['password'] : [];
    if (factors.length === 0 && first.length === 0 && !code) return deny('no-usable-factor');
    return { kind: 'ask', factors, first, code };
  }

  /** Optional to enrol, never optional once enrolled. */
  function nothingShown(): boolean {
    return facts.factors.length > 0 && !hasShown(['totp', 'x-pin']);
  }

  function needsSession(): boolean {
    return nothingShown() && !codeStandsIn();
  }

  function codeStandsIn(): boolean {
    return policy.codes?.open === true && facts.evidence.some(({ what }) => what === 'code');
  }

  function hasShown(methods: readonly ModelMethod[]): boolean {
    return usableEvidence().some(({ what }) => methods.includes(methodOf(what)));
  }

  /** Evidence of a factor counts as long as the factor does. */
  function usableEvidence(): readonly ModelEvidence[] {
    return facts.evidence.filter(({ what }) => {
      if (what === 'password' || what === 'code') return true;
      return facts.factors.some(({ id, suspended }) => id === what && !suspended);
    });
  }

  function methodOf(what: string): ModelMethod {
    return facts.factors.find(({ id }) => id === what)?.method ?? ('none' as ModelMethod);
  }

  function has(methods: readonly ModelMethod[], suspendedToo = false): number {
    return facts.factors.filter(
      ({ method, suspended }) => methods.includes(method) && (suspendedToo || !suspended),
    ).length;
  }

  /** How often the set-up may still be put off: for what never was enrolled, and a guessed-away factor was. */
  function skipsLeft(): number {
    const { required } = policy;
    if (required?.skips === undefined || has(required.of, true) >= required.count) return 0;
    return Math.max(0, required.skips - facts.putOff);
  }

  function codesLeft(): number {
    const { codes, factors } = facts;
    if (codes === undefined || factors.length === 0 || codes.failures >= policy.throttle.cap) return 0;
    return codes.left.length;
  }

  function named(methods: readonly ModelMethod[]): readonly string[] {
    return policy.methods.map(({ name }) => name).filter((name) => methods.includes(name));
  }

  /** The primary first, then as they were enrolled. */
  function inOrder(wanted: (factor: ModelFactor) => boolean): readonly string[] {
    const ids = facts.factors.filter((factor) => !factor.suspended && wanted(factor)).map(({ id }) => id);
    const { primary } = facts;
    return [...ids.filter((id) => id === primary), ...ids.filter((id) => id !== primary)];
  }

  return { signIn, postpone, enrol, confirm, remove, choose, regenerate, manage, pay };
}
