import { expect, test } from 'vitest';
import { rules } from '../src/ledger/ledger.ts';
import {
  accepted,
  activated,
  backupCode,
  broke,
  broken,
  code,
  complete,
  confirm,
  ending,
  enrolledEvent,
  event,
  failed,
  locked,
  record,
  rejected,
  rejection,
  removed,
  story,
} from './stories.ts';

const told = [event(0, accepted()), event(40, accepted())];

test('an honest history breaks no rule, and each rule says what it is', () => {
  const records = [
    record(0, code(100), complete),
    record(5, code(undefined), rejected(4)),
    record(40, code(101), complete),
    record(45, { kind: 'view' }, { kind: 'done', outcome: 'view', factors: ['app'] }),
    record(50, { kind: 'begin' }, failed),
    record(51, { kind: 'begin' }, { kind: 'unreached' }),
  ];
  const trail = [event(0, accepted()), event(5, rejection(1)), event(40, accepted())];
  expect(broke(story({ records, trail }))).toEqual([]);
  expect(Object.values(rules).every((rule) => rule.length > 10)).toBe(true);
});

test('code-twice: a step accepted by two servers, also for a set-up, and an older step after it', () => {
  const twice = [record(0, code(100), complete), record(0, code(100), complete, { server: 1 })];
  expect(broke(story({ records: twice, trail: told }))).toEqual(['code-twice']);
  const proof = [record(-600, code(80), complete, { seconds: 2 })];
  expect(broke(story({ records: proof, trail: [event(0, accepted())] }))).toEqual(['code-twice']);
  const older = [record(0, code(101), complete), record(2, code(100), complete)];
  expect(broke(story({ records: older, trail: told }))).toEqual(['code-twice']);
  // At the same time nobody can say which was first.
  const beside = [record(0, code(101), complete), record(0, code(100), complete)];
  expect(broke(story({ records: beside, trail: told }))).toEqual([]);
  const unanswered = [record(0, code(100), complete), record(0, code(100), broken)];
  expect(broke(story({ records: unanswered, trail: [event(0, accepted())] }))).toEqual([]);
});

test('backup-code-twice: one code accepted by two servers, and nothing said of two users', () => {
  const trail = ['1', '2'].map((challengeId) =>
    event(0, { type: 'backup-code.accepted', challengeId, left: 1 }),
  );
  const twice = [record(0, backupCode('A'), complete), record(0, backupCode('A'), complete, { server: 1 })];
  expect(broke(story({ records: twice, trail }))).toEqual(['backup-code-twice']);
  const two = [record(0, backupCode('A'), complete), record(0, backupCode('B'), complete, { server: 1 })];
  expect(broke(story({ records: two, trail }))).toEqual([]);
});

test('challenge-twice: one challenge accepted with two codes, by the answers or by the trail', () => {
  const records = [
    record(0, code(100, { challenge: 'one' }), complete),
    record(40, code(101, { challenge: 'one' }), complete),
  ];
  expect(broke(story({ records, trail: told }))).toEqual(['challenge-twice']);
  const apart = [record(0, code(100), complete), record(40, code(101), complete)];
  const trail = [event(0, accepted('app', 'same')), event(40, accepted('app', 'same'))];
  expect(broke(story({ records: apart, trail }))).toEqual(['challenge-twice']);
});

test('wrong-accepted: a wrong code, one out of its time, a backup code that nobody issued', () => {
  const trail = [event(0, accepted())];
  for (const step of [undefined, 98, 102]) {
    expect(broke(story({ records: [record(0, code(step), complete)], trail }))).toEqual(['wrong-accepted']);
  }
  for (const step of [99, 100, 101]) {
    expect(broke(story({ records: [record(0, code(step), complete)], trail }))).toEqual([]);
  }
  const never = [record(0, backupCode('A', { issued: false }), complete)];
  const used = [event(0, { type: 'backup-code.accepted', challengeId: '1', left: 1 })];
  expect(broke(story({ records: never, trail: used }))).toEqual(['wrong-accepted']);
});

test('over-limit: the same number of attempts left twice, unless a right answer or nobody knows what came between', () => {
  const wrong = [record(0, code(undefined), rejected(3)), record(10, code(undefined), rejected(3))];
  const counted = [event(0, rejection(1)), event(10, rejection(2))];
  expect(broke(story({ records: wrong, trail: counted }))).toEqual(['over-limit']);
  const right = record(5, code(100), complete);
  const cleared = [event(0, rejection(1)), event(5, accepted()), event(10, rejection(1))];
  expect(broke(story({ records: [...wrong, right], trail: cleared }))).toEqual([]);
  const perhaps = record(5, code(100), failed);
  expect(broke(story({ records: [...wrong, perhaps], trail: cleared }))).toEqual([]);
  // A wrong code clears nothing, whatever became of it.
  const wrongAgain = record(5, code(undefined), failed);
  expect(broke(story({ records: [...wrong, wrongAgain], trail: counted }))).toEqual(['over-limit']);
});

test('over-limit: a new set of backup codes is a new beginning for them, and for no app', () => {
  const trail = [1, 2].map((failures) =>
    event(failures, { type: 'backup-code.rejected', challengeId: 'any', failures }),
  );
  const wrong = [0, 10].map((at) => record(at, backupCode(`no${at}`, { issued: false }), rejected(4)));
  expect(broke(story({ records: wrong, trail }))).toEqual(['over-limit']);
  const renewed = record(5, { kind: 'regenerate' }, broken);
  expect(broke(story({ records: [...wrong, renewed], trail }))).toEqual([]);
});

test('over-limit: a failure that the trail counts twice, or not at all', () => {
  const records = [4, 3].map((left) => record(5 - left, code(undefined), rejected(left)));
  for (const second of [1, 3]) {
    const trail = [event(0, rejection(1)), event(1, rejection(second))];
    expect(broke(story({ records, trail }))).toEqual(['over-limit']);
  }
});

const fiveWrong = [4, 3, 2, 1].map((left) => record(4 - left, code(undefined), rejected(left)));
const fiveCounted = [1, 2, 3, 4, 5].map((failures) => event(failures, rejection(failures)));

test('while-locked: a verdict, right or wrong, before the time that a server had said', () => {
  const lock = record(5, code(undefined), locked(20), { seconds: 0 });
  const early = record(10, code(100), complete);
  const late = record(25, code(100), complete);
  const trail = [...fiveCounted, event(25, accepted())];
  expect(broke(story({ records: [...fiveWrong, lock, early], trail }))).toEqual(['while-locked']);
  expect(broke(story({ records: [...fiveWrong, lock, late], trail }))).toEqual([]);
});

test('while-locked: a verdict in the trail within a lock whose length the ledger works out itself', () => {
  const lock = record(5, code(undefined), locked(6), { seconds: 0 });
  const right = record(15, code(100), complete);
  const records = [...fiveWrong, lock, right];
  expect(broke(story({ records, trail: [...fiveCounted, event(15, accepted())] }))).toEqual(['while-locked']);
  expect(broke(story({ records, trail: [...fiveCounted, event(20, accepted())] }))).toEqual([]);
});

test('lost-factor: a confirmed factor that is gone, that nobody saw, or that takes no right code', () => {
  const gone = { endings: [ending([])], proven: new Set<string>() };
  expect(broke(story({ ...gone, trail: [event(1, removed())] }))).toContain('lost-factor');
  expect(broke(story({ endings: [], proven: new Set() }))).toEqual(['lost-factor']);
  expect(broke(story({ proven: new Set() }))).toEqual(['lost-factor']);
  const remove = record(0, { kind: 'remove', factorId: 'app' }, { kind: 'done', outcome: 'removed' });
  expect(broke(story({ ...gone, records: [remove], trail: [event(0, removed())] }))).toEqual([]);
});

test('lost-factor: a removal without an answer leaves both open', () => {
  const records = [record(0, { kind: 'remove', factorId: 'app' }, broken)];
  expect(broke(story({ records }))).toEqual([]);
  const gone = { endings: [ending([])], proven: new Set<string>() };
  expect(broke(story({ ...gone, records, trail: [event(0, removed())] }))).toEqual([]);
  const unreached = [record(0, { kind: 'remove', factorId: 'app' }, { kind: 'unreached' })];
  expect(broke(story({ ...gone, records: unreached, trail: [event(0, removed())] }))).toContain(
    'lost-factor',
  );
});

test('never-enrolled: a factor that nobody confirmed, or that comes back after its removal', () => {
  const both = { endings: [ending(['app', 'other'])], proven: new Set(['app', 'other']) };
  const more = [event(0, activated('other'))];
  expect(broke(story({ ...both, trail: more }))).toContain('never-enrolled');
  const wrong = record(0, confirm('other', undefined), broken);
  expect(broke(story({ ...both, records: [wrong], trail: more }))).toContain('never-enrolled');
  const perhaps = record(0, confirm('other', 100), broken);
  expect(broke(story({ ...both, records: [perhaps], trail: more }))).toEqual([]);
  const remove = record(0, { kind: 'remove', factorId: 'app' }, { kind: 'done', outcome: 'removed' });
  expect(broke(story({ records: [remove], trail: [event(0, removed()), event(1, activated())] }))).toContain(
    'never-enrolled',
  );
});

test('never-enrolled: a first app whose acknowledgement has no answer may be active or not', () => {
  const proof = { kind: 'done', outcome: 'acknowledge', factorId: 'new', codes: ['A'] } as const;
  const issued = event(0, { type: 'backup-codes.issued', setId: 's', count: 1 });
  const both = { endings: [ending(['app', 'new'], { codesLeft: 1 })], proven: new Set(['app', 'new']) };
  const records = [record(0, confirm('new', 100), proof), record(2, { kind: 'acknowledge' }, broken)];
  expect(broke(story({ ...both, records, trail: [issued, event(2, activated('new'))] }))).toEqual([]);
  expect(broke(story({ records, trail: [issued] }))).toEqual([]);
  const unreached = [
    record(0, confirm('new', 100), proof),
    record(2, { kind: 'acknowledge' }, { kind: 'unreached' }),
  ];
  expect(
    broke(story({ ...both, records: unreached, trail: [issued, event(2, activated('new'))] })),
  ).toContain('never-enrolled');
});

test('servers-disagree: two servers that show different pages at the end', () => {
  const endings = [ending(['app'], { codesLeft: 2 }), ending(['app'], { server: 1, codesLeft: 3 })];
  expect(broke(story({ endings }))).toEqual(['servers-disagree']);
});

test('lost-backup-code: more or fewer left than were not used', () => {
  const codes = ['A', 'B', 'C'];
  const records = [
    record(0, { kind: 'regenerate' }, { kind: 'done', outcome: 'regenerated', codes }),
    record(1, { kind: 'acknowledge' }, { kind: 'done', outcome: 'acknowledged' }),
    record(2, backupCode('A'), complete),
    record(4, backupCode('B'), broken),
  ];
  const trail = [
    event(0, { type: 'backup-codes.issued', setId: 's', count: 3 }),
    event(2, { type: 'backup-code.accepted', challengeId: '1', left: 2 }),
  ];
  const left = (codesLeft: number) => story({ records, trail, endings: [ending(['app'], { codesLeft })] });
  expect([0, 1, 2, 3].map((codesLeft) => broke(left(codesLeft)))).toEqual([
    ['lost-backup-code'],
    [],
    [],
    ['lost-backup-code'],
  ]);
  // Without the acknowledgement the set before it may be the active one.
  const waiting = records.filter(({ act }) => act.kind !== 'acknowledge');
  const unknown = story({ records: waiting, trail, endings: [ending(['app'], { codesLeft: 0 })] });
  expect(broke(unknown)).toEqual([]);
});

test('trail-disagrees: an answer that is not in the trail, an event that nobody was answered, an event twice', () => {
  const records = [record(0, code(100), complete)];
  expect(broke(story({ records }))).toEqual(['trail-disagrees']);
  expect(broke(story({ records, trail: told }))).toEqual(['trail-disagrees']);
  const open = [...records, record(40, code(101), failed)];
  expect(broke(story({ records: open, trail: told }))).toEqual([]);
  const once = event(0, rejection(1), { id: 'twin' });
  const other = event(1, { type: 'mfa.enabled' }, { id: 'twin' });
  const wrong = [record(0, code(undefined), rejected(4))];
  expect(broke(story({ records: wrong, trail: [once, other] }))).toEqual(['trail-disagrees']);
});

test('trail-disagrees: what the trail activated is what is there at the end', () => {
  const records = [record(0, confirm('other', 100), broken)];
  expect(broke({ ...story({ records }), trail: [enrolledEvent, event(0, activated('other'))] })).toEqual([
    'trail-disagrees',
  ]);
});

test('unclear-error: any error without faults, and under faults what is not clear', () => {
  const odd = { kind: 'odd', status: 500, text: 'oops' } as const;
  const internal = { kind: 'failed', status: 500, code: 'internal' } as const;
  const nonsense = { kind: 'refused', status: 400, code: 'invalid-token' } as const;
  for (const answer of [odd, internal, nonsense]) {
    expect(broke(story({ records: [record(0, { kind: 'view' }, answer)] }))).toEqual(['unclear-error']);
  }
  for (const answer of [failed, broken, { kind: 'unreached' } as const]) {
    const records = [record(0, { kind: 'view' }, answer)];
    expect(broke(story({ records }))).toEqual([]);
    expect(broke(story({ records, faults: false }))).toEqual(['unclear-error']);
  }
});

test('not-back: a server that does not answer after the faults, or that ended by itself', () => {
  expect(broke(story({ backMs: undefined }))).toEqual(['not-back']);
  expect(broke(story({ deaths: ['server 2 ended with 1'] }))).toEqual(['not-back']);
});
