import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/account/account.ts';
import type { DomainEvent } from '../../src/account/domain-event.ts';
import type { Notice } from '../../src/account/notices/notice.ts';
import {
  addNotice,
  dueNotices,
  factorOf,
  markTold,
  mostTelling,
  nextNoticeAt,
  takeNotice,
} from '../../src/account/notices/noticing.ts';
import { accountWith, active, deepFreeze, NOON, pending } from './sample-accounts.ts';

const MINUTE = 60_000;
const phone = { factorId: 'phone', method: 'totp' } as const;
const key = { factorId: 'key', method: 'webauthn' } as const;
const recovery = { requestId: 'r', via: 'support' } as const;
const account = accountWith([active('phone')]);

const activated: DomainEvent = { type: 'factor.activated', ...key };
const removed: DomainEvent = { type: 'factor.removed', ...phone };
const primary: DomainEvent = { type: 'primary.changed', ...key };
const issued: DomainEvent = { type: 'backup-codes.issued', setId: 's', count: 10 };
const enabled: DomainEvent = { type: 'mfa.enabled' };
const disabled: DomainEvent = { type: 'mfa.disabled' };

function aboutOf(events: readonly DomainEvent[], of: Account = account): string | undefined {
  return mostTelling({ account: of, events }, () => true)?.type;
}

function notice(id: string, changes: Partial<Notice> = {}): Notice {
  return { id, about: 'primary.changed', at: NOON, told: [], tries: 0, notBefore: NOON, ...changes };
}

function outbox(...notices: readonly Notice[]): Account {
  return deepFreeze({ ...account, notices });
}

const ids = ({ notices = [] }: Account): readonly string[] => notices.map(({ id }) => id);

describe('what a change is told by', () => {
  const told: readonly (readonly [events: readonly DomainEvent[], about: string])[] = [
    [[activated, primary, enabled], 'mfa.enabled'],
    [[activated, primary, issued, enabled], 'mfa.enabled'],
    [[activated, removed, primary], 'factor.activated'],
    [[activated, issued], 'factor.activated'],
    [[removed, disabled], 'mfa.disabled'],
    [[removed, primary], 'factor.removed'],
    [[primary], 'primary.changed'],
    [[{ type: 'factor.renamed', ...phone }], 'factor.renamed'],
    [[issued], 'backup-codes.issued'],
    [
      [
        { type: 'factor.rejected', ...phone, challengeId: 'c', failures: 5 },
        { type: 'factor.locked', ...phone, until: NOON },
      ],
      'factor.locked',
    ],
    [[{ type: 'factor.suspended', ...phone }], 'factor.suspended'],
    [[{ type: 'backup-codes.locked', until: NOON }], 'backup-codes.locked'],
    [[{ type: 'backup-codes.suspended' }], 'backup-codes.suspended'],
    [[{ type: 'backup-code.accepted', challengeId: 'c', left: 9 }], 'backup-code.accepted'],
    [[{ type: 'recovery.requested', ...recovery }], 'recovery.requested'],
    [[{ type: 'recovery.cancelled', ...recovery }], 'recovery.cancelled'],
    [
      [
        { type: 'recovery.approved', ...recovery, checks: [], approvals: 1 },
        { type: 'recovery.completed', ...recovery },
        removed,
        disabled,
      ],
      'recovery.completed',
    ],
    [[{ type: 'recovery.approved', ...recovery, checks: [], approvals: 1 }], 'recovery.approved'],
    [
      [
        { type: 'factor.accepted', ...phone, challengeId: 'c' },
        { type: 'trusted-device.added', deviceId: 'd', expiresAt: NOON },
      ],
      'trusted-device.added',
    ],
    [[{ type: 'trusted-device.copied', deviceId: 'd' }], 'trusted-device.copied'],
    [[{ type: 'password.changed' }], 'password.changed'],
  ];

  test.each(told)('one message of %j: %s', (events, about) => {
    expect(aboutOf(events)).toBe(about);
    expect(aboutOf([...events].reverse())).toBe(about);
  });

  test('sign-ins, single wrong answers, and what can only make sign-in harder are not told', () => {
    const silent: readonly DomainEvent[] = [
      { type: 'enrolment.begun', ...phone },
      { type: 'enrolment.proven', ...phone },
      { type: 'factor.accepted', ...phone, challengeId: 'c' },
      { type: 'factor.rejected', ...phone, challengeId: 'c', failures: 1 },
      { type: 'backup-codes.acknowledged', setId: 's' },
      { type: 'trusted-device.used', deviceId: 'd' },
      { type: 'trusted-device.revoked', deviceId: 'd' },
      { type: 'notice.dropped', noticeId: 'n', about: 'mfa.enabled' },
    ];
    expect(aboutOf(silent)).toBeUndefined();
    expect(aboutOf([])).toBeUndefined();
  });

  test('codes of a first set-up that waits for a word are not told; a new set of somebody enrolled is', () => {
    const proven: DomainEvent = { type: 'enrolment.proven', ...phone };
    expect(aboutOf([proven, issued], accountWith([pending('phone')]))).toBeUndefined();
    expect(aboutOf([proven, issued], accountWith([active('key'), pending('phone')]))).toBe(
      'backup-codes.issued',
    );
  });

  test('what is not to be told gives way to what is', () => {
    const change = { account, events: [{ type: 'password.changed' }, issued] as const };
    expect(mostTelling(change, (about) => about !== 'backup-codes.issued')?.type).toBe('password.changed');
    expect(mostTelling(change, () => false)).toBeUndefined();
  });

  test('a factor is called as it is called now, and after its removal as it was', () => {
    const before = accountWith([active('phone', { label: 'Old' })]);
    const after = accountWith([active('phone', { label: 'New' })]);
    expect(factorOf(removed, before, after)?.label).toBe('New');
    expect(factorOf(removed, before, accountWith([]))?.label).toBe('Old');
    expect(factorOf(removed, undefined, accountWith([]))).toBeUndefined();
    expect(factorOf(enabled, before, after)).toBeUndefined();
  });
});

describe('a full outbox', () => {
  const flood = Array.from({ length: 49 }, (_, number) => notice(`p${number}`));

  test('takes fifty', () => {
    const { account: next, events } = addNotice(outbox(...flood), notice('last'));
    expect(ids(next)).toHaveLength(50);
    expect(events).toEqual([]);
  });

  test('attack: a flood of one kind pushes out its own, not the word of a factor that came first', () => {
    const first = notice('first', { about: 'factor.activated' });
    const { account: next, events } = addNotice(outbox(first, ...flood), notice('last'));
    expect(ids(next)).toEqual(['first', ...ids(outbox(...flood.slice(1))), 'last']);
    expect(events).toEqual([{ type: 'notice.dropped', noticeId: 'p0', about: 'primary.changed' }]);
    const other = addNotice(outbox(...flood, first), notice('new', { about: 'factor.removed' }));
    expect(ids(other.account)).toContain('first');
    expect(ids(other.account)).toContain('new');
  });
});

describe('a notice on its way', () => {
  test('each taking leases it for as long as the next try waits: a minute, doubled, up to six hours', () => {
    const pauses: number[] = [];
    let box = outbox(notice('n'));
    for (let now = NOON; ; ) {
      const due = dueNotices(box, now)[0];
      if (due === undefined) throw new Error('it is due');
      const { taken, account: next, events } = takeNotice(box, due, now);
      box = next;
      if (!taken) {
        expect(events).toEqual([{ type: 'notice.dropped', noticeId: 'n', about: 'primary.changed' }]);
        break;
      }
      expect(events).toEqual([]);
      const until = nextNoticeAt(box) ?? 0;
      expect(dueNotices(box, until - 1)).toEqual([]);
      pauses.push((until - now) / MINUTE);
      now = until;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
    expect(box).toEqual(account);
  });

  test('it is done with the last recipient, in any order, and only then', () => {
    const recipients = ['mail', 'phone'];
    const first = markTold(outbox(notice('n'), notice('m')), { noticeId: 'n', told: ['phone'], recipients });
    expect(first?.events).toEqual([]);
    expect(first?.account.notices?.[0]?.told).toEqual(['phone']);
    const again = markTold(first?.account ?? account, { noticeId: 'n', told: ['phone'], recipients });
    expect(again?.account.notices?.[0]?.told).toEqual(['phone']);
    const done = markTold(first?.account ?? account, { noticeId: 'n', told: ['mail'], recipients });
    expect(ids(done?.account ?? account)).toEqual(['m']);
    expect(markTold(done?.account ?? account, { noticeId: 'n', told: ['mail'], recipients })).toBeUndefined();
  });

  test('an outbox is looked at when its first notice is due, and an empty one never', () => {
    const box = outbox(notice('a', { notBefore: 9 }), notice('b', { notBefore: 4 }));
    expect(nextNoticeAt(box)).toBe(4);
    expect(dueNotices(box, 4).map(({ id }) => id)).toEqual(['b']);
    expect(nextNoticeAt(account)).toBeUndefined();
    expect(dueNotices(undefined, NOON)).toEqual([]);
  });
});
