import { presetS2 } from '@factorkit/core/policy';
import { expect } from 'vitest';
import { ringwell } from '../src/brands/ringwell.ts';
import { fillIn, follow, press } from './page-input.ts';
import { seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { carla, enableS2, enterBackupCode, openSettings, shownCodes, signOutOf } from './walks.ts';

const brands = [
  {
    ...ringwell,
    policy: {
      ...presetS2,
      backupCodes: { issue: 'first-setup', acknowledge: 'gate', replaceUsed: true },
    } as const,
  },
];

portalTest(
  'R5 where the policy replaces a used backup code, the new one is shown once',
  async (page, world) => {
    const { codes } = await enableS2(page, world);
    await enterBackupCode(page, carla, codes[0] ?? '');
    await seeHeading(page, 'Your new backup code');
    const [fresh = ''] = await shownCodes(page);
    expect(codes).not.toContain(fresh);
    await follow(page, 'I have written it down');
    await seeHeading(page, 'Welcome, Carla Rossi');
    expect(await page.content()).not.toContain(fresh);
    await openSettings(page);
    await seeText(page, '10 of 10 left.');

    // As proof before a change, too; and then on to that change.
    world.clock.advance(16 * 60_000);
    await follow(page, 'Make new backup codes');
    await press(page, 'Make new codes');
    await fillIn(page, 'Backup code', fresh);
    await press(page, 'Confirm with a backup code');
    await seeHeading(page, 'Your new backup code');
    const [second = ''] = await shownCodes(page);
    await follow(page, 'I have written it down');
    await seeHeading(page, 'Make new backup codes');
    await signOutOf(page);
    await enterBackupCode(page, carla, fresh);
    await page.getByRole('alert').waitFor();
    await enterBackupCode(page, carla, second);
    await seeHeading(page, 'Your new backup code');
  },
  { brands },
);
