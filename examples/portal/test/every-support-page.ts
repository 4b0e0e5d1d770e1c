import type { Page } from 'playwright-core';
import type { Look } from './every-page.ts';
import { activateAppS3, chooseMethod, joinS0, proveApp } from './method-walks.ts';
import { fillIn, follow, press } from './page-input.ts';
import { seeText } from './page-reading.ts';
import type { World } from './portal-test.ts';
import {
  approve,
  FORM,
  findUser,
  giveReason,
  joinDesk,
  kemal,
  leonie,
  openRecovery,
} from './support-walks.ts';
import { carla, enableS2, enterBackupCode, enterCode, enterPassword, greta, helena } from './walks.ts';

/** The desk as two agents see it: one opens, the other one checks and approves. */
export async function everyPageOfTheDesk(page: Page, world: World, look: Look): Promise<void> {
  await prepareUsers(world);
  await page.goto('/support');
  await look('desk-sign-in');
  await enterPassword(page, 'support', leonie);
  await look('desk-enrol');
  await chooseMethod(page, 'Authenticator app');
  await look('desk-enrol-app');
  const entry = await proveApp(page, world);
  await look('desk-my-sign-in');
  await page.goto('/support/home');
  await look('desk-find-nothing-waits');
  await page.getByLabel('Portal').selectOption({ label: 'Ringwell Telephone' });
  await fillIn(page, 'Name', 'Carlo');
  await press(page, 'Find');
  await look('desk-find-nobody');
  await fillIn(page, 'Name', 'r');
  await press(page, 'Find');
  await look('desk-find-several');
  await mistypeBackupCodes(world);
  await findUser(page, 'Ringwell Telephone', carla);
  await look('desk-user-no-way-codes-locked');
  await follow(page, 'Unlock: Backup codes');
  await look('desk-unlock-codes');
  await giveReason(page, 'Read them from a faded print.', 'Unlock');
  await look('desk-user-unlocked');
  await findUser(page, 'Milldrum Digital', helena);
  await look('desk-user');
  await follow(page, 'Open a recovery');
  await look('desk-open');

  const colleague = await world.visitor();
  await joinDesk(colleague, world, kemal);
  await findUser(colleague, 'Milldrum Digital', helena);
  await openRecovery(colleague, 'Called at 9:12. Phone stolen on the train,\nhas a new one already.');
  await findUser(colleague, 'Tarnfield Domains', greta);
  await openRecovery(colleague, 'Form 2026-118 came in.');
  await page.goto('/support/home');
  await look('desk-find-two-wait');
  await findUser(page, 'Milldrum Digital', helena);
  await look('desk-user-recovery');
  await follow(page, 'Cancel it');
  await look('desk-call-off');
  await follow(page, 'Cancel');
  await approve(page, [], ' ');
  await look('desk-approve-wrong');
  await follow(page, 'Cancel');
  await follow(page, 'Check and approve');
  await look('desk-approve');
  await page.getByLabel('This is the person').check();
  world.clock.advance(16 * 60_000);
  await giveReason(page, 'Called back on the number on file.', 'Approve');
  await look('desk-confirm');
  await enterCode(page, await entry.code(world.clock.now()), 'Confirm');
  await look('desk-user-reset');
  await findUser(page, 'Tarnfield Domains', greta);
  await approve(page, [FORM], 'Identity card compared with the form.');
  await look('desk-user-ready');
  await page.goto('/support/users/support/support:leonie');
  await look('desk-user-own');
  await page.goto('/support/users/support/support:leonie/open/support');
  await look('desk-refused-own');
}

/** Somebody with an app, and two with an app and backup codes. */
async function prepareUsers(world: World): Promise<void> {
  await joinS0(await world.visitor(), world, helena);
  await activateAppS3(await world.visitor(), world, greta);
  await enableS2(await world.visitor(), world);
}

async function mistypeBackupCodes(world: World): Promise<void> {
  const page = await world.visitor();
  const code = 'ABCD-ABCD-ABCD-ABCD';
  await enterBackupCode(page, carla, code);
  for (let again = 0; again < 4; again++) {
    await fillIn(page, 'Backup code', code);
    await press(page, 'Continue');
  }
  await seeText(page, 'Too many wrong codes.');
}
