import { expect } from 'vitest';
import { chooseMethod, openSecurityAndLogin, proveApp } from './method-walks.ts';
import { follow, press } from './page-input.ts';
import { seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import {
  approve,
  FORM,
  giveReason,
  joinDesk,
  kemal,
  leonie,
  openRecovery,
  openUser,
} from './support-walks.ts';
import { enterCode, enterPassword, greta, shownCodes } from './walks.ts';

portalTest('S0.19 no page of the desk and no call shows a secret or a backup code', async (page, world) => {
  await openSecurityAndLogin(page, greta);
  await chooseMethod(page, 'Standard TOTP');
  await seeText(page, 'I cannot scan the QR code');
  const setUp = await page.content();
  const { secret } = await proveApp(page, world);
  const codes = await shownCodes(page);
  const hidden = [...spellingsOf(secret), ...codes, ...codes.map((code) => code.replaceAll('-', ''))];
  // The comparison can fail: each was shown once, when it was made.
  expect(hidden.some((spelling) => setUp.includes(spelling))).toBe(true);
  const listed = await page.content();
  expect(hidden.some((spelling) => listed.includes(spelling))).toBe(true);
  await press(page, 'Agree');
  await seeHeading(page, 'Security and login');

  const desk = await world.visitor();
  const colleague = await world.visitor();
  await joinDesk(desk, world, kemal);
  await joinDesk(colleague, world, leonie);
  const forgetful = await world.visitor();
  await enterPassword(forgetful, 's3', greta);
  for (let wrong = 0; wrong < 5; wrong++) await enterCode(forgetful, '000000', 'Sign in');
  await seeText(forgetful, 'Too many wrong codes.');

  const seen: string[] = [];
  await openUser(desk, 's3', greta);
  seen.push(await desk.content());
  await follow(desk, 'Unlock: Standard TOTP');
  await seeHeading(desk, 'Unlock “Standard TOTP”');
  seen.push(await desk.content());
  await giveReason(desk, 'Typed the codes of another account.', 'Unlock');
  await seeText(desk, 'Unlocked.');
  seen.push(await desk.content());
  await openRecovery(desk, 'A form came in.');
  await seeText(desk, 'The recovery is open.');
  seen.push(await desk.content());
  await desk.goto('/support/home');
  await seeText(desk, 'Greta Lind');
  seen.push(await desk.content());
  await openUser(colleague, 's3', greta);
  await follow(colleague, 'Check and approve');
  await seeHeading(colleague, 'Approve the recovery of Greta Lind');
  seen.push(await colleague.content());
  await openUser(colleague, 's3', greta);
  await approve(colleague, [FORM], 'Form 2026-118, verified.');
  await seeText(colleague, 'Approved.');
  await colleague.goto('/support/users/s3/s3:greta?history=all');
  await seeHeading(colleague, 'Greta Lind');
  seen.push(await colleague.content());
  expect(seen.filter((shown) => shown.includes('Greta Lind')).length).toBe(6);

  // Nor do the calls, no matter who makes them.
  for (const browser of [desk, page]) {
    for (const path of ['support', 's3'].flatMap((id) => [`/${id}/mfa/account`, `/${id}/mfa/challenge`])) {
      const answer = await browser.context().request.get(path);
      seen.push(await answer.text());
    }
  }
  await page.goto('/s3/security-and-login/set-up');
  await seeHeading(page, 'Security and login');
  seen.push(await page.content());
  const own = await page.context().request.get('/s3/mfa/account');
  expect(await own.json()).toMatchObject({ enabled: true, backupCodes: { left: 10 } });

  for (const shown of seen) expect(hidden.filter((spelling) => shown.includes(spelling))).toEqual([]);
});

/** How a secret could be written: as it is typed, grouped, in small letters, and its bytes. */
function spellingsOf(secret: string): readonly string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return [
    secret,
    secret.toLowerCase(),
    secret.replace(/(.{4})(?=.)/g, '$1 '),
    bytes.toString('hex'),
    bytes.toString('base64').replaceAll('=', ''),
    bytes.toString('base64url'),
  ];
}
