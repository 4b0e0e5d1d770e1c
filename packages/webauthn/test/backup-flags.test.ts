import { describe, expect, test } from 'vitest';
import { enrolled, matched, newKey, newMethod, register, use } from './laboratory.ts';

const method = newMethod();
const either = [false, true];

// WebAuthn L3 §7.1 step 17 and §7.2 steps 18 and 19, as a table of all there is.
describe('W8 the backup flags of a new credential', () => {
  test.each(either.flatMap((eligible) => either.map((backedUp) => [eligible, backedUp] as const)))(
    'eligible: %s, backed up: %s',
    async (backupEligible, backedUp) => {
      const result = await register(method, newKey(), { deviation: { flags: { backupEligible, backedUp } } });
      if (backedUp && !backupEligible) {
        expect(result).toEqual({ kind: 'invalid', reason: 'backup-flags' });
        return;
      }
      expect(matched(result).data).toMatchObject({ backupEligible, backedUp });
      expect(matched(result).traits.includes('device-bound')).toBe(!backupEligible);
    },
  );
});

describe('W8 A3 the backup flags of an answer, by those that are kept', () => {
  const kept = [
    { backupEligible: false, backedUp: false },
    { backupEligible: true, backedUp: false },
    { backupEligible: true, backedUp: true },
  ];
  const rows = kept.flatMap((before) =>
    either.flatMap((eligible) =>
      either.map((backedUp) => [before, { backupEligible: eligible, backedUp }] as const),
    ),
  );

  test.each(rows)('%j and then %j', async (before, now) => {
    const key = newKey();
    const data = await enrolled(method, key, { deviation: { flags: before } });
    const result = await use(method, key, { data, deviation: { flags: now } });
    if (now.backedUp && !now.backupEligible) {
      expect(result).toEqual({ kind: 'invalid', reason: 'backup-flags' });
    } else if (now.backupEligible !== before.backupEligible) {
      expect(result).toEqual({ kind: 'invalid', reason: 'backup-eligibility' });
    } else {
      expect(matched(result).data).toEqual({ ...data, backedUp: now.backedUp, signCount: 1 });
      expect(matched(result).traits.includes('device-bound')).toBe(!before.backupEligible);
    }
  });
});

describe('FC2 W8 A3 with `backupEligibility: flag`', () => {
  const flagging = newMethod({ backupEligibility: 'flag' });

  test('FC2 a key that becomes eligible signs in, is device-bound no more, and is doubted once', async () => {
    const key = newKey();
    const data = await enrolled(flagging, key);
    expect(flagging.shows(data).traits).toContain('device-bound');
    const flags = { backupEligible: true, backedUp: true };
    const first = matched(await use(flagging, key, { data, deviation: { flags } }));
    expect(first).toMatchObject({
      doubt: 'backup-eligibility',
      data: { backupEligible: true, backedUp: true },
    });
    expect(first.traits).toEqual(['phishing-resistant', 'user-verified']);
    expect(flagging.shows(first.data).traits).not.toContain('device-bound');
    const second = matched(await use(flagging, key, { data: first.data, deviation: { flags } }));
    expect(second).not.toHaveProperty('doubt');
    expect(second.traits).not.toContain('device-bound');
  });

  test('FC2 a key that was eligible once is never device-bound again', async () => {
    const key = newKey({ backup: 'synced' });
    const data = await enrolled(flagging, key);
    const flags = { backupEligible: false, backedUp: false };
    const used = matched(await use(flagging, key, { data, deviation: { flags } }));
    expect(used).toMatchObject({
      doubt: 'backup-eligibility',
      data: { backupEligible: true, backedUp: false },
    });
    expect(used.traits).not.toContain('device-bound');
  });

  test('FC2 W14 a flip that is not signed is refused, and so are flags that contradict each other', async () => {
    const key = newKey();
    const data = await enrolled(flagging, key);
    const flipped = { flags: { backupEligible: true }, brokenSignature: true } as const;
    expect(await use(flagging, key, { data, deviation: flipped })).toEqual({
      kind: 'invalid',
      reason: 'signature',
    });
    const impossible = { flags: { backupEligible: false, backedUp: true } };
    expect(await use(flagging, key, { data, deviation: impossible })).toMatchObject({
      reason: 'backup-flags',
    });
  });

  test('FC2 W15 a counter that does not rise is doubted with it', async () => {
    const lenient = newMethod({ backupEligibility: 'flag', counter: 'flag' });
    const key = newKey();
    const data = { ...matched(await use(lenient, key, { data: await enrolled(lenient, key) })).data };
    const deviation = { flags: { backupEligible: true }, signCount: 1 };
    expect(matched(await use(lenient, key, { data, deviation })).doubt).toBe(
      'counter-and-backup-eligibility',
    );
    const strictCounter = newMethod({ backupEligibility: 'flag' });
    expect(await use(strictCounter, key, { data, deviation })).toMatchObject({ reason: 'counter' });
  });
});
