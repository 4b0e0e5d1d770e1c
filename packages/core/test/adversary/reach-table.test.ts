import { presetS0, presetS1, presetS2, presetS3, presetS4, presetWorkforce } from '@factorkit/core/policy';
import { test } from 'vitest';
import { expectDocumented } from '../engine/documented-table.ts';
import { type Holdings, reachOf, type Setting } from './reach.ts';

const SETTINGS: Readonly<Record<string, Setting>> = {
  'S0, app': { policy: presetS0, factors: ['totp'] },
  'S0, app and email': { policy: presetS0, factors: ['totp', 'email'] },
  S1: { policy: presetS1, factors: ['totp'] },
  S2: { policy: presetS2, factors: ['totp'] },
  'S3, app': { policy: presetS3, factors: ['totp'] },
  'S3, app and email': { policy: presetS3, factors: ['totp', 'email'] },
  'S4, app': { policy: presetS4, factors: ['totp'] },
  'S4, app and email': { policy: presetS4, factors: ['totp', 'email'] },
  workforce: { policy: presetWorkforce, factors: ['totp'] },
};

const NONE: Holdings = { password: false, mailbox: false, approver: false, session: 'none' };

const ATTACKERS: Readonly<Record<string, Partial<Holdings>>> = {
  'one approver': { approver: true },
  mailbox: { mailbox: true },
  session: { session: 'old' },
  'one approver, mailbox': { approver: true, mailbox: true },
  'one approver, session': { approver: true, session: 'old' },
  'mailbox, session': { mailbox: true, session: 'old' },
  'session, factor just proved': { session: 'fresh' },
};

test('SECURITY.md lists what an attacker reaches under each preset, as the engine answers', async () => {
  const rows: string[][] = [['the attacker has', ...Object.keys(SETTINGS)]];
  for (const password of [false, true]) {
    for (const [name, held] of Object.entries({
      ...(password ? { 'nothing else': {} } : {}),
      ...ATTACKERS,
    })) {
      const row = [password ? `password, ${name}` : name];
      for (const setting of Object.values(SETTINGS)) {
        row.push(await reachOf(setting, { ...NONE, ...held, password }));
      }
      rows.push(row);
    }
  }
  expectDocumented('SECURITY.md', 'reach', rows);
});
