import { createMfa, totp } from '@factorkit/core';
import { presetS2 } from '@factorkit/core/policy';
import { expect, test } from 'vitest';
import { openStore } from './places.ts';

const none = { factor_id: null, method: null, status: null, created_at: null, last_used_at: null };

test('the view has one row for each factor', async (context) => {
  const { storage, pool, place } = await openStore(context);
  const state = JSON.stringify({
    schema: 1,
    factors: [
      {
        id: 'f1',
        method: 'totp',
        // What jsonb refuses, and what only looks like it.
        label: 'Phone \0 \ud800 \\u0000 \\',
        status: 'active',
        createdAt: 1_800_000_000_000,
        lastUsedAt: 2,
        data: { secret: 'sealed' },
      },
      { id: 'f2', method: 'sms', label: 'SIM', status: 'pending', createdAt: 3, data: {} },
    ],
  });
  await storage.save('anna', { tag: 'a', state }, undefined, []);
  await storage.save('an\0na', { tag: 'a', state: '{"factors":[{"id":"f3"}]}' }, undefined, []);
  const view = `${place.schema}.factorkit_factors`;
  const { rows } = await pool.query(`SELECT * FROM ${view} ORDER BY factor_id`);
  expect(rows).toEqual([
    {
      user_id: 'anna',
      factor_id: 'f1',
      method: 'totp',
      status: 'active',
      created_at: '1800000000000',
      last_used_at: '2',
    },
    { ...none, user_id: 'anna', factor_id: 'f2', method: 'sms', status: 'pending', created_at: '3' },
    { ...none, user_id: 'an\\000na', factor_id: 'f3' },
  ]);
  const who = await pool.query(`SELECT user_id FROM ${view} WHERE method = 'sms' AND status = 'pending'`);
  expect(who.rows).toEqual([{ user_id: 'anna' }]);
});

test('FA14 the view reads authenticated accounts, and SQL can say which key each is under', async (context) => {
  const { storage, pool, place } = await openStore(context);
  const server = (id: string) =>
    createMfa({
      issuer: 'Example Portal',
      keys: [{ id, key: crypto.getRandomValues(new Uint8Array(32)) }],
      storage,
      methods: [totp()],
      policy: presetS2,
      portal: { revokeSessions: async () => {} },
    });
  for (const [userId, keyId] of [
    ['anna', '2025-11'],
    ['bruno', '2026-11'],
  ] as const) {
    const mfa = server(keyId);
    const user = { accountName: userId };
    const signIn = await mfa.beginSignIn({ userId, user, firstFactor: { method: 'password' } });
    if (signIn.kind !== 'complete') throw new Error(signIn.kind);
    await mfa.beginEnrolment({ caller: { userId, user, assurance: signIn.assurance }, method: 'totp' });
  }
  const { rows } = await pool.query(
    `SELECT user_id, method, status FROM ${place.schema}.factorkit_factors ORDER BY user_id`,
  );
  expect(rows).toEqual([
    { user_id: 'anna', method: 'totp', status: 'pending' },
    { user_id: 'bruno', method: 'totp', status: 'pending' },
  ]);
  const counted = await pool.query(
    `SELECT count(*) FROM ${place.schema}.factorkit_accounts
     WHERE convert_from(state, 'UTF8')::json ->> 'mac' LIKE '2025-11.%'`,
  );
  expect(counted.rows).toEqual([{ count: '1' }]);
});

test('the view has no row, and no error, for state of another shape', async (context) => {
  const { storage, pool, place } = await openStore(context);
  const states = [
    ...['', 'not JSON', '{', 'null', '7', '"text"', '[]', '[{"id":"f"}]', '{}', '{"factors":null}'],
    ...[
      '{"factors":"text"}',
      '{"factors":{"id":"f"}}',
      '{"factors":["text",7,null,[{"id":"f"}]]}',
      '{"factors":[]}',
    ],
    ...['a\0b', '{"factors":[{"id":1e999999}]}', '['.repeat(50_000), '\u{10ffff}\uffff'],
  ];
  for (const [index, state] of states.entries()) {
    await storage.save(`user-${index}`, { tag: 'a', state }, undefined, []);
  }
  const odd = '{"factors":[{"id":"f","method":"totp","createdAt":"soon","lastUsedAt":{"at":1e400}}]}';
  await storage.save('anna', { tag: 'a', state: odd }, undefined, []);
  const { rows } = await pool.query(
    `SELECT * FROM ${place.schema}.factorkit_factors WHERE method = 'totp' OR created_at > 0 OR status IS NULL`,
  );
  expect(rows).toEqual([{ ...none, user_id: 'anna', factor_id: 'f', method: 'totp' }]);
});
