import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appNames, walkApp } from '../src/compatibility/apps/apps.ts';
import { packBuilt } from '../src/compatibility/installation.ts';

describe('FE5 FE10 built applications', () => {
  let folder: string;
  let tarballs: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'factorkit-apps-'));
    tarballs = await packBuilt(folder, ['@factorkit/http', '@factorkit/testkit']);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(appNames)('%s', async (name) => {
    expect(await walkApp(name, folder, tarballs)).toEqual({
      'sign-in': 'complete',
      'set-up': 'app, 10 codes',
      challenge: 'pwd otp mfa',
      'backup code': '9 left',
      'step-up': 'payout',
      removal: 'others',
    });
  });
});
