import type { Page } from 'playwright-core';
import type { Look } from './every-page.ts';
import { activateAppS3, activateAppS4, joinS0, openFromMenu, openSecurityAndAccess } from './method-walks.ts';
import type { World } from './portal-test.ts';
import { askSupport, enterRecoveryCode, stopLinkAt } from './recovery-walks.ts';
import { approve, FORM, IDENTITY, joinDesk, kemal, leonie, malik, openUser } from './support-walks.ts';
import {
  activateS1,
  alice,
  enterCode,
  enterPassword,
  greta,
  helena,
  ines,
  seeHeading,
  signOutOf,
} from './walks.ts';

/** The day the phone is lost, in every portal; with script, for the link. */
export async function everyRecoveryPage(page: Page, world: World, look: Look): Promise<void> {
  const entry = await joinS0(page, world);
  await page.goto('/s0/payment-account');
  await look('s0-payment-account');
  await page.getByRole('link', { name: 'Change it' }).click();
  await page.getByLabel('IBAN').fill('DE00');
  await page.getByRole('button', { name: 'Change the payment account' }).click();
  await look('s0-payment-account-wrong');
  world.clock.advance(6 * 60_000);
  await page.getByLabel('IBAN').fill('GB33 BUKB 2020 1555 5555 55');
  await page.getByRole('button', { name: 'Change the payment account' }).click();
  await look('s0-payment-account-confirm');
  await enterCode(page, await entry.code(world.clock.now()), 'Confirm');
  await look('s0-payment-account-changed');
  await page.goto('/s0/password');
  await look('password');
  await page.getByLabel('Password now').fill('wrong');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await look('password-short');
  const attacker = await world.visitor();
  await enterPassword(attacker, 's0', helena);
  await askSupport(attacker);
  await openFromMenu(page, 'Security');
  await look('s0-security-recovery');
  await signOutOf(page);
  const link = await stopLinkAt(world, helena.email);
  await page.goto(link);
  await look('s0-stop');
  await page.getByRole('button', { name: 'Stop it' }).click();
  await look('s0-stopped');
  // Another address first, so that the link is loaded and not only scrolled to.
  await page.goto('/s0/help');
  await look('s0-help');
  await page.goto(link);
  await page.getByRole('button', { name: 'Stop it' }).click();
  await look('s0-nothing-to-stop');
  await page.goto('/s0/recovery/stop');
  await page.getByLabel('The link from our message').fill('half a link');
  await page.getByRole('button', { name: 'Stop it' }).click();
  await look('s0-stop-unreadable');
  world.clock.advance(60 * 60_000);
  await enterPassword(page, 's0', helena);
  await page.getByRole('link', { name: 'I’ve lost access to my second factor' }).click();
  await look('s0-lost');
  await page.getByRole('button', { name: 'Ask support' }).click();
  await look('s0-lost-asked');
  await page.goto('/s0/sign-in/code');
  await look('s0-challenge-asked');
  const agent = await world.visitor();
  await joinDesk(agent, world, malik);
  await openUser(agent, 's0', helena);
  const code = await approve(agent, [IDENTITY], 'Called back.');
  await enterPassword(page, 's0', helena);
  await look('s0-switched-off');
  await enterRecoveryCode(page, 'AAAA-AAAA');
  await look('s0-switched-off-wrong');
  await enterRecoveryCode(page, code);
  await look('s0-recovered');

  await activateS1(page, world);
  await page.goto('/s1/home');
  await signOutOf(page);
  await enterPassword(page, 's1', alice);
  await page.getByRole('link', { name: 'My phone is lost' }).click();
  await look('s1-lost');

  await activateAppS3(page, world, greta);
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await page.getByRole('link', { name: 'I have none of these any more' }).click();
  await look('s3-lost');
  await page.getByRole('link', { name: 'Guide: lost login details' }).click();
  await look('s3-guide');
  await page.goto('/s3/help');
  await look('s3-help');
  await page.goto('/s3/sign-in/identity-form');
  await look('s3-form');
  await page.getByLabel('Full name').fill('Greta Lind');
  await page.getByLabel('How we can reach you now').fill(' ');
  await page.getByLabel('What you have lost').fill('My phone and the codes');
  await page.getByRole('button', { name: 'Send the form' }).click();
  await look('s3-form-missing');
  await page.getByLabel('How we can reach you now').fill('+44 7700 900999');
  await page.getByRole('button', { name: 'Send the form' }).click();
  await look('s3-lost-asked');
  const desk = await world.visitor();
  await joinDesk(desk, world, kemal);
  await openUser(desk, 's3', greta);
  await approve(desk, [FORM], 'Form and identity card match.');
  await page.getByRole('link', { name: 'Look again' }).click();
  await look('s3-lost-ready');
  await page.goto('/s3/sign-in/code');
  await look('s3-challenge-ready');

  await openSecurityAndAccess(page, ines);
  await activateAppS4(page, world, ines);
  await signOutOf(page);
  await enterPassword(page, 's4', ines);
  await page.getByRole('link', { name: 'I have lost access to my methods' }).click();
  await look('s4-lost');

  await trustedBrowserPages(page, world, look);
}

/** The desk’s own sign-in is the one that lets a browser be trusted. */
async function trustedBrowserPages(page: Page, world: World, look: Look): Promise<void> {
  const entry = await joinDesk(page, world, leonie);
  await signOutOf(page);
  await enterPassword(page, 'support', leonie);
  await look('support-challenge-trust');
  await page.getByLabel('Trust this browser for 7 days').check();
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Find a user');
  await page.goto('/support/security');
  await look('support-trusted-browsers');
}
