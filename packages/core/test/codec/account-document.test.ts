import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/account/account.ts';
import { isEnrolled } from '../../src/account/factors/factor.ts';
import { wholeAccount } from '../account/whole-account.ts';
import { mfaErrorOf } from './sample-keyring.ts';
import { GOLDEN, goldenBody, readGenuine } from './stored.ts';

const golden = goldenBody();

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The golden document with one thing changed; `undefined` removes it. */
function damaged(path: string, value: Json | undefined): string {
  const doc: unknown = JSON.parse(golden);
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], doc) as Record<
    string,
    unknown
  >;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(doc);
}

const CANARY = 'VALUE-CANARY';

describe('a damaged document is refused, with the place and never a value', () => {
  const texts = [
    'userId',
    'epoch',
    'factors[0].id',
    'factors[1].method',
    'factors[0].label',
    'factors[3].epoch',
    'backupCodes.id',
    'backupCodes.salt',
    'backupCodes.hashes[1]',
    'spent[0].id',
  ];
  const wholes = [
    'createdAt',
    'factors[0].createdAt',
    'factors[0].failures.count',
    'factors[4].failures.lastAt',
    'factors[0].activatedAt',
    'factors[1].lastUsedAt',
    'factors[1].suspendedAt',
    'factors[3].expiresAt',
    'backupCodes.createdAt',
    'backupCodes.issued',
    'backupCodes.kdf.n',
    'backupCodes.kdf.r',
    'backupCodes.kdf.p',
    'backupCodes.failures.count',
    'spent[0].until',
  ];
  const lists = ['factors', 'backupCodes.hashes', 'spent'];
  const records = [
    'factors[0]',
    'factors[2].data',
    'factors[3].failures',
    'backupCodes.kdf',
    'backupCodes.failures',
    'spent[0]',
  ];
  // Absent they have a meaning; of another type they have none.
  const optionals = ['primary', 'factors[3].replaces', 'backupCodes', 'backupCodes.acknowledgedAt'];

  const rows: readonly (readonly [path: string, value: Json | undefined])[] = [
    ...texts.flatMap((path) =>
      [undefined, null, 1, true, [CANARY], { [CANARY]: CANARY }].map((value) => [path, value] as const),
    ),
    ...wholes.flatMap((path) =>
      [undefined, null, CANARY, '5', -1, 1.5, 2 ** 53, true, [5]].map((value) => [path, value] as const),
    ),
    ...lists.flatMap((path) => [undefined, null, CANARY, 3, {}].map((value) => [path, value] as const)),
    ...records.flatMap((path) =>
      [undefined, null, CANARY, 3, [CANARY]].map((value) => [path, value] as const),
    ),
    ...optionals.flatMap((path) => [null, true, [CANARY]].map((value) => [path, value] as const)),
    ...[undefined, null, 0, 2, '1', true].map((value) => ['schema', value] as const),
    ...[undefined, null, 'ACTIVE', CANARY, 1].map((value) => ['factors[0].status', value] as const),
    ...[undefined, null, '', CANARY].map((value) => ['factors[3].awaits', value] as const),
    ...[undefined, 'argon2id', CANARY].map((value) => ['backupCodes.kdf.name', value] as const),
    ['factors[2].data.note', [CANARY]],
    ['factors[2].data.note', { a: CANARY }],
  ];

  it.each(rows.map(([path, value]) => [path, JSON.stringify(value) ?? 'removed', value] as const))(
    '%s: %s',
    (path, _, value) => {
      const error = mfaErrorOf(() => readGenuine(damaged(path, value)));
      expect(error.code).toBe('account-unreadable');
      // A list that lost an entry has a hole where the last one was, so the place may be the entry itself.
      const place = value === undefined && path.endsWith(']') ? path.replace(/\d+\]$/, '') : path;
      expect(error.message).toContain(`a stored account cannot be read at ${place}`);
      expect(error.message).not.toContain('CANARY');
    },
  );

  it.each([
    ['two factors with one id', damaged('factors[1].id', 'phone'), ' at factors'],
    [
      'a number that JSON cannot write back',
      damaged('factors[2].data.uses', 9).replace(':9}', ':1e999}'),
      '',
    ],
    ['half a text', `${golden.slice(0, golden.length / 2)}}`, ''],
    ['something else', `{"${CANARY}}`, ''],
    ['nothing', '{}', ''],
    ['next to nothing', '{"schema":2}', ' at schema'],
  ])('%s', (_, text, place) => {
    const error = mfaErrorOf(() => readGenuine(text));
    expect(error.code).toBe('account-unreadable');
    expect(error.message).toBe(`a stored account cannot be read${place}`);
    expect(error.cause).toBeUndefined();
  });

  it('an account that lost its primary or its backup codes is one that has none', () => {
    const without = (path: string): Account => readGenuine(damaged(path, undefined));
    expect(without('primary')).not.toHaveProperty('primary');
    expect(without('backupCodes')).not.toHaveProperty('backupCodes');
    expect(without('backupCodes.acknowledgedAt').backupCodes).not.toHaveProperty('acknowledgedAt');
    expect(without('primary').factors.filter(isEnrolled)).toHaveLength(3);
  });
});

/** Every object of a document, with its path. */
function* objectsIn(value: unknown, path = ''): Generator<readonly [path: string, object: object]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, value];
  for (const [name, part] of Object.entries(value)) {
    const inside = path === '' ? name : `${path}.${name}`;
    yield* objectsIn(part, Array.isArray(value) ? `${path}[${name}]` : inside);
  }
}

describe('FA20 a member that this version does not know is refused, not dropped', () => {
  const everywhere = [...objectsIn(wholeAccount)].map(([path]) => path);
  // The members of a method's data are the method's to know.
  const known = everywhere.filter((path) => !path.endsWith('.data'));

  it('the whole account has every kind of object', () => {
    expect(new Set(known.map((path) => path.replaceAll(/\d+/g, 'n')))).toEqual(
      new Set([
        '',
        'factors[n]',
        'factors[n].failures',
        'backupCodes',
        'backupCodes.kdf',
        'backupCodes.failures',
        'codeFailures',
        'passwordFailures',
        'spent[n]',
        'postponed[n]',
        'sends[n]',
        'trustedDevices[n]',
        'trustedDevices[n].previous',
        'trustedDevices[n].evidence[n]',
        'waitingBackupCodes',
        'waitingBackupCodes.kdf',
        'waitingBackupCodes.failures',
        'recoveries[n]',
        'recoveries[n].requestedBy',
        'recoveries[n].approvals[n]',
        'recoveries[n].approvals[n].code',
        'recoveries[n].failures',
        'recoveries[n].contactCode',
        'recoveries[n].grant',
        'cancellations[n]',
        'unfinished',
        'untoldEnrolment',
        'contacts[n]',
        'freezes[n]',
        'moving',
        'notices[n]',
        'notices[n].factor',
      ]),
    );
  });

  it.each(known)('in "%s"', (path) => {
    for (const name of ['pinned', '__proto__', 'constructor', 'toString', path === '' ? 'MAC' : 'mac']) {
      const doc: unknown = { ...structuredClone(wholeAccount), userId: GOLDEN.userId, tags: [GOLDEN.tag] };
      const [, object = {}] = [...objectsIn(doc)].find(([other]) => other === path) ?? [];
      Object.defineProperty(object, name, { value: 'CANARY', enumerable: true });
      const error = mfaErrorOf(() => readGenuine(JSON.stringify(doc)));
      expect(error.code).toBe('account-unreadable');
      expect(error.message).toContain(` at ${path === '' ? name : `${path}.${name}`}`);
      expect(error.message).not.toContain('CANARY');
    }
  });

  it.each([
    ['factors[0].method', 'push'],
    ['factors[0].status', 'paused'],
    ['sends[0].method', 'post'],
    ['recoveries[0].via', 'notary'],
    ['recoveries[0].requestedBy.kind', 'system'],
    ['trustedDevices[0].evidence[0].method', 'iris'],
    ['trustedDevices[0].evidence[1].traits[0]', 'quantum-safe'],
    ['notices[0].about', 'factor.upgraded'],
    ['primary', 'new'],
    ['primary', 'nobody'],
    ['recoveries[0].contested', false],
    ['cancellations[0].by', 'friend'],
    ['contacts[0].channel', 'pigeon'],
  ])('%s: %s, a value that it does not know', (path, value) => {
    const error = mfaErrorOf(() => readGenuine(damaged(path, value)));
    expect(error).toMatchObject({
      code: 'account-unreadable',
      message: expect.stringContaining(` at ${path}`),
    });
  });

  it.each(['factors', 'trustedDevices', 'notices', 'recoveries', 'contacts', 'backupCodes.hashes'])(
    'an entry that stands twice in %s',
    (path) => {
      const doc = JSON.parse(golden) as Readonly<Record<string, unknown>>;
      const list = path.split('.').reduce<unknown>((at, step) => Object(at)[step], doc) as unknown[];
      list.push(list[0]);
      expect(mfaErrorOf(() => readGenuine(JSON.stringify(doc))).message).toContain(` at ${path}`);
    },
  );

  it.each([
    ['a member that stands twice', golden.replace('"primary":"phone"', '"primary":"card","primary":"phone"')],
    ['another spelling of a number', golden.replace('"times":2', '"times":2.0')],
    [
      'another spelling of a character',
      golden.replace('"primary":"phone"', String.raw`"primary":"phon\u0065"`),
    ],
    ['a space between members', golden.replace('"primary":"phone"', '"primary": "phone"')],
  ])('%s', (_, body) => {
    expect(body).not.toBe(golden);
    expect(mfaErrorOf(() => readGenuine(body)).code).toBe('account-unreadable');
  });
});
