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
