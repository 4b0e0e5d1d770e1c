import type { Evidence } from '../../src/account/factors/evidence.ts';
import type { EvidenceMethod, Method, RecoveryPath, Trait } from '../../src/account/factors/method.ts';
import type { Freeze } from '../../src/account/recovery/recovery.ts';
import type { FactorFact, Facts, Intent, RecoveryFact } from '../../src/policy/requirements/decision.ts';
import { parseDuration } from '../../src/policy/schema/duration.ts';
import type { Risk, User } from '../../src/policy/schema/user.ts';

/** A Tuesday noon: the time of every decision. */
export const NOON: number = Date.UTC(2026, 2, 3, 12);

/** An account and what was shown for it, in words. A time is how long ago; `15m+` is one millisecond more. */
export interface Situation {
  /** `administrator` is a role; `group:pilot`, `risk:high`, `country=DE`, `age=40`, `vip=true`. */
  readonly who?: readonly string[];
  /** `phone`: an authenticator app; `key webauthn phishing-resistant`, `mail email @box`, `old suspended`. */
  readonly has?: readonly string[];
  /** Backup codes left. */
  readonly codes?: number;
  /** `password`, `phone 15m`, `key 1d remembered`, `magic-link @box`, `backup-code`. */
  readonly shown?: readonly string[];
  readonly primary?: string;
  /** How long ago the user first put the enrolments off. */
  readonly asked?: string;
  readonly skips?: number;
  readonly devices?: number;
  /** A recovery in progress. */
  readonly request?: Request;
  /** The session holds the grant of this recovery. */
  readonly granted?: RecoveryPath;
  /** `payout 3d`: held for three more days; `payout now`: until this moment. */
  readonly frozen?: readonly string[];
}

interface Request {
  readonly via: RecoveryPath;
  readonly by: string;
  readonly checks?: readonly string[];
  /** `bea 25h`: approved by Bea, 25 hours ago, with all the checks; `bea 25h call`: with this one. */
  readonly approved?: readonly string[];
}

const TRAITS: readonly string[] = ['phishing-resistant', 'user-verified', 'device-bound', 'remembered'];

/** @param rules - Those whose enrolment was put off, where one was. */
export function factsOf(situation: Situation, rules: readonly string[] = []): Facts {
  const {
    who = [],
    has = [],
    codes = 0,
    shown = [],
    primary,
    asked,
    skips,
    devices,
    request,
    granted,
    frozen,
  } = situation;
  const factors = has.map(readFactor);
  return {
    user: readUser(who),
    factors,
    backupCodesLeft: codes,
    evidence: shown.map((text) => readEvidence(text, factors)),
    ...(primary === undefined ? {} : { primary }),
    ...(asked === undefined && skips === undefined
      ? {}
      : {
          postponed: rules.map((rule) => ({
            rule,
            firstAt: NOON - readTime(asked ?? 'now'),
            times: skips ?? 0,
          })),
        }),
    ...(devices === undefined ? {} : { trustedDevices: devices }),
    ...(request === undefined ? {} : { recoveries: [readRequest(request)] }),
    ...(granted === undefined ? {} : { grant: { via: granted } }),
    ...(frozen === undefined ? {} : { freezes: frozen.map(readFreeze) }),
  };
}

/** `enrol totp`, `enrol totp for phone`, `remove phone`, `primary phone`, `do payout`, `recover support`. */
export function intentOf(text: string): Intent {
  const [verb = '', name = '', , old] = text.split(' ');
  switch (verb) {
    case 'sign-in':
    case 'postpone-enrolment':
    case 'regenerate-backup-codes':
    case 'manage':
    case 'trust-device':
      return { kind: verb };
    case 'enrol':
    case 'confirm':
      return { kind: verb, method: name as Method, ...(old === undefined ? {} : { replaces: old }) };
    case 'remove':
      return { kind: 'remove', factorId: name };
    case 'primary':
      return { kind: 'set-primary', factorId: name };
    case 'do':
      return { kind: 'action', name };
    case 'recover':
      return { kind: 'recover', via: name as RecoveryPath };
    default:
      throw new TypeError(`no intent: ${text}`);
  }
}

function readTime(text: string): number {
  if (text === 'now') return 0;
  const ms = parseDuration(text.replace(/[+-]$/, ''));
  if (ms === undefined) throw new TypeError(`no time: ${text}`);
  return text.endsWith('+') ? ms + 1 : text.endsWith('-') ? ms - 1 : ms;
}

function readUser(words: readonly string[]): User {
  const attributes = words.flatMap((word): [string, string | number | boolean][] => {
    const [name = '', value] = word.split('=');
    if (value === undefined) return [];
    return [[name, value === 'true' || (/^\d+$/.test(value) ? Number(value) : value)]];
  });
  const risk = (words.find((word) => word.startsWith('risk:'))?.slice(5) ?? 'low') as Risk;
  const groups = words.filter((word) => word.startsWith('group:')).map((word) => word.slice(6));
  const roles = words.filter((word) => !/[:=]/.test(word));
  return {
    accountName: 'anna',
    roles,
    groups,
    attributes: Object.fromEntries(attributes),
    risk,
  };
}

function readFactor(text: string): FactorFact {
  const [id = '', ...words] = text.split(' ');
  const plain = words.filter(
    (word) => word !== 'suspended' && !word.startsWith('@') && !TRAITS.includes(word),
  );
  return {
    id,
    method: (plain[0] ?? 'totp') as Method,
    status: words.includes('suspended') ? 'suspended' : 'active',
    ...qualitiesOf(words),
  };
}

function readEvidence(text: string, factors: readonly FactorFact[]): Evidence {
  const [what = '', ...words] = text.split(' ');
  const factor = factors.find(({ id }) => id === what);
  const age = words.find((word) => !word.startsWith('@') && !TRAITS.includes(word) && !word.startsWith('#'));
  const gone = words.find((word) => word.startsWith('#'))?.slice(1);
  const shown = qualitiesOf(words);
  const channel = shown.channel ?? factor?.channel;
  const factorId = factor?.id ?? gone;
  return {
    method: factor?.method ?? (what as EvidenceMethod),
    ...(factorId === undefined ? {} : { factorId }),
    at: NOON - (age === undefined ? 0 : readTime(age)),
    traits: [...(factor?.traits ?? []), ...shown.traits],
    ...(channel === undefined ? {} : { channel }),
  };
}

function qualitiesOf(words: readonly string[]): {
  readonly traits: readonly Trait[];
  readonly channel?: string;
} {
  const channel = words.find((word) => word.startsWith('@'))?.slice(1);
  const traits = words.filter((word): word is Trait => TRAITS.includes(word));
  return { traits, ...(channel === undefined ? {} : { channel }) };
}

function readRequest({ via, by, checks = ['identity'], approved = [] }: Request): RecoveryFact {
  const approvals = approved.map((text) => {
    const [who = '', age, ...own] = text.split(' ');
    const at = NOON - (age === undefined ? 0 : readTime(age));
    return { by: who, at, checks: own.length > 0 ? own : checks };
  });
  return { via, requestedBy: by, approvals };
}

function readFreeze(text: string): Freeze {
  const [action = '', left = ''] = text.split(' ');
  return { action, until: NOON + readTime(left) };
}
