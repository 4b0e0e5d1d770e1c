import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/account/account.ts';
import { trustedAt } from '../../src/account/devices/trusting.ts';
import { lockOf } from '../../src/account/failures/lock.ts';
import { dueNotices } from '../../src/account/notices/noticing.ts';
import { nextSendAt } from '../../src/account/sending/sending.ts';
import { withoutExpired } from '../../src/account/sign-in/challenges.ts';
import { withoutFuture } from '../../src/account/stored-times.ts';
import { accountWith, active, codeSet, LIMITS, NOON, pending } from './sample-accounts.ts';
import { wholeAccount } from './whole-account.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

type Path = readonly (string | number)[];

/** Every time in a document: where it is, and what it is called. */
function timesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'number') {
    return /(^at|At|until|since|firstSeen|notBefore)$/.test(String(path.at(-1))) ? [path] : [];
  }
  if (typeof value !== 'object' || value === null || path.at(-1) === 'data') return [];
  return Object.entries(value).flatMap(([name, part]) => timesIn(part, [...path, name]));
}

const at = (doc: unknown, path: Path): unknown =>
  path.reduce<unknown>((part, step) => Object(part)[step], doc);

/** The whole account, read at a moment at which one of its times is so far in the future. */
function readAhead(path: Path, ahead: number): unknown {
  const doc: Account = structuredClone(wholeAccount);
  const holder = at(doc, path.slice(0, -1)) as Record<string, unknown>;
  holder[String(path.at(-1))] = NOW + ahead;
  return at(withoutFuture(doc, NOW), path);
}

const nameOf = (path: Path): string =>
  path
    .map((step) => (/^\d+$/.test(String(step)) ? '[n]' : `.${step}`))
    .join('')
    .slice(1);

describe('FS5 every stored time that lies in the future', () => {
  const times = timesIn(structuredClone(wholeAccount));
  const nothing = new Set([
    'factors[n].failures.lastAt',
    'backupCodes.failures.lastAt',
    'codeFailures.lastAt',
    'passwordFailures.lastAt',
    'waitingBackupCodes.failures.lastAt',
    'recoveries[n].failures.lastAt',
  ]);
  const dropped = new Set(['sends[n].at', 'cancellations[n].at', 'unfinished.toldAt']);
  const kept = new Set([
    'spent[n].until',
    'trustedDevices[n].previous.until',
    'trustedDevices[n].evidence[n].at',
    'trustedDevices[n].createdAt',
    'trustedDevices[n].expiresAt',
    // These end by themselves, with what began them.
    'recoveries[n].expiresAt',
    'recoveries[n].grant.expiresAt',
    'freezes[n].until',
  ]);

  it('is one of those that this test knows', () => {
    expect(new Set(times.map(nameOf))).toEqual(
      new Set([
        ...nothing,
        ...kept,
        ...dropped,
        'createdAt',
        'factors[n].createdAt',
        'factors[n].activatedAt',
        'factors[n].lastUsedAt',
        'factors[n].suspendedAt',
        'factors[n].expiresAt',
        'backupCodes.createdAt',
        'backupCodes.acknowledgedAt',
        'waitingBackupCodes.createdAt',
        'waitingBackupCodes.acknowledgedAt',
        'postponed[n].firstAt',
        'trustedDevices[n].lastUsedAt',
        'recoveries[n].requestedAt',
        'recoveries[n].approvals[n].at',
        'recoveries[n].approvals[n].code.usedAt',
        'recoveries[n].contactCode.usedAt',
        'recoveries[n].grant.at',
        'contacts[n].firstSeen',
        'contacts[n].replacedAt',
        'freezes[n].since',
        'notices[n].at',
        'notices[n].notBefore',
        'untoldEnrolment.notBefore',
      ]),
    );
  });

  it.each(times.map((path) => [nameOf(path), path] as const))('%s', (name, path) => {
    const began = NOW + DAY;
    if (kept.has(name)) return expect(readAhead(path, DAY)).toBe(began);
    if (nothing.has(name)) return expect(readAhead(path, DAY)).toBe(0);
    if (dropped.has(name)) return expect(readAhead(path, DAY)).not.toBe(began);
    return expect(readAhead(path, DAY)).toBeLessThanOrEqual(NOW);
  });

  it.each(times.filter((path) => !kept.has(nameOf(path))).map((path) => [nameOf(path), path] as const))(
    '%s, a minute ahead, is now: the clocks of two servers differ a little',
    (name, path) => {
      // A pause before the next try is meant to lie ahead.
      if (name.endsWith('.notBefore')) return expect(readAhead(path, MINUTE)).toBe(NOW + MINUTE);
      if (name === 'factors[n].expiresAt') return expect(readAhead(path, MINUTE)).toBe(NOW + MINUTE);
      return expect(readAhead(path, MINUTE)).toBe(NOW);
    },
  );

  it('an account without one is as it was', () => {
    const account: Account = structuredClone(wholeAccount);
    expect(withoutFuture(account, NOW)).toEqual(account);
  });
});

describe('FS5 a server whose clock was a day ahead', () => {
  const ahead = NOON + DAY;

  it('locks nobody, and its failures still count', () => {
    const failures = { count: 7, lastAt: ahead };
    const read = withoutFuture(
      accountWith([active('phone', { failures })], { backupCodes: codeSet({ failures }) }),
      NOON,
    );
    for (const found of [read.factors[0]?.failures, read.backupCodes?.failures]) {
      if (found === undefined) throw new Error('nothing was read');
      expect(lockOf(found, LIMITS, NOON)).toEqual({ kind: 'open', attemptsLeft: 1 });
      expect(found.count).toBe(7);
    }
  });

  it('a lock that began within the allowed difference stays', () => {
    const failures = { count: 7, lastAt: NOON + MINUTE };
    const read = withoutFuture(accountWith([active('phone', { failures })]), NOON);
    expect(lockOf(read.factors[0]?.failures ?? failures, LIMITS, NOON)).toEqual({
      kind: 'locked',
      until: NOON + 120_000,
    });
  });

  it('keeps nobody waiting for a code, and the codes of before still count', () => {
    const limits = { everyMs: MINUTE, perHour: 3, perDay: 10 };
    const sends = [NOON - 30_000, ahead].map((time) => ({ method: 'email', at: time }) as const);
    const read = withoutFuture(accountWith([], { sends }), NOON);
    expect(nextSendAt(read, { method: 'email', budget: 'unproven' }, limits, NOON)).toBe(NOON + 30_000);
  });

  it('a set-up and a freeze that it began last as long as they would have', () => {
    const read = withoutFuture(
      accountWith([pending('new', { createdAt: ahead, expiresAt: ahead + 15 * MINUTE })], {
        freezes: [{ action: 'payout', since: ahead, until: ahead + 12 * HOUR }],
      }),
      NOON,
    );
    expect(read.factors[0]).toMatchObject({ createdAt: NOON, expiresAt: NOON + 15 * MINUTE });
    expect(read.freezes).toEqual([{ action: 'payout', since: NOON, until: NOON + 12 * HOUR }]);
  });

  it('does not make a set-up longer that it only proved', () => {
    const proven = pending('new', { createdAt: NOON, awaits: 'acknowledgement', expiresAt: ahead });
    expect(withoutFuture(accountWith([proven]), NOON).factors[0]).toMatchObject({
      expiresAt: NOON + 2 * HOUR,
    });
  });

  it('a recovery that it began is not over later than it would have been', () => {
    const recovery = {
      id: 'r1',
      via: 'support',
      requestedBy: { kind: 'user' },
      requestedAt: ahead,
      expiresAt: ahead + 7 * DAY,
      approvals: [{ by: 'desk', at: ahead, checks: ['passport'] }],
      failures: { count: 0, lastAt: 0 },
      grant: { id: 'g', at: ahead, expiresAt: ahead + HOUR, replaces: [] },
    } as const;
    expect(withoutFuture(accountWith([], { recoveries: [recovery] }), NOON).recoveries).toEqual([
      {
        ...recovery,
        requestedAt: NOON,
        expiresAt: NOON + 7 * DAY,
        approvals: [{ by: 'desk', at: NOON, checks: ['passport'] }],
        grant: { id: 'g', at: NOON, expiresAt: NOON + HOUR, replaces: [] },
      },
    ]);
  });

  it('a message that it wrote, or took and did not send, is sent now', () => {
    const notice = {
      id: 'n',
      about: 'mfa.enabled',
      at: ahead,
      told: [],
      tries: 0,
      notBefore: ahead,
    } as const;
    const taken = { ...notice, id: 'm', at: NOON - HOUR, tries: 1, notBefore: ahead } as const;
    const waiting = { ...notice, id: 'w', at: NOON - HOUR, tries: 9, notBefore: NOON + 5 * HOUR } as const;
    const read = withoutFuture(accountWith([], { notices: [notice, taken, waiting] }), NOON);
    expect(dueNotices(read, NOON).map(({ id }) => id)).toEqual(['n', 'm']);
  });

  it('a browser that it trusted is not trusted', () => {
    const device = {
      id: 'd',
      hash: 'h',
      series: 's',
      name: 'Firefox',
      epoch: 'epoch-1',
      evidence: [],
      createdAt: ahead,
      lastUsedAt: ahead,
      expiresAt: ahead + 30 * DAY,
    };
    expect(trustedAt(withoutFuture(accountWith([], { trustedDevices: [device] }), NOON), NOON)).toEqual([]);
  });

  it('does not make the account forget a freeze or an answered challenge that is not over', () => {
    const spent = [{ id: 'c1', until: NOON + 10 * MINUTE }];
    const freezes = [{ action: 'payout', since: NOON, until: NOON + 12 * HOUR }];
    const saved = withoutExpired(accountWith([active('phone')], { spent, freezes }), ahead);
    expect(saved).toMatchObject({ spent, freezes });
    expect(withoutExpired(saved, NOON + 4 * DAY)).toMatchObject({ spent: [] });
    expect(withoutExpired(saved, NOON + 4 * DAY)).not.toHaveProperty('freezes');
  });

  it('what expired is kept only so long: the account does not grow without bound', () => {
    const spent = Array.from({ length: 500 }, (_, index) => ({ id: `c${index}`, until: NOON + index }));
    const saved = withoutExpired(accountWith([], { spent }), NOON + 400).spent;
    expect(saved).toHaveLength(32 + 99);
    expect(saved.at(0)).toEqual({ id: 'c369', until: NOON + 369 });
  });
});
