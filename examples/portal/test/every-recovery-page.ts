import type { Page } from 'playwright-core';
import type { Look } from './every-page.ts';
import { activateAppS3, activateAppS4, joinS0, openFromMenu, openSecurityAndAccess } from './method-walks.ts';
import { fillIn, follow, press } from './page-input.ts';
import { seeHeading } from './page-reading.ts';
import type { World } from './portal-test.ts';
import { askSupport, enterRecoveryCode, stopLinkAt } from './recovery-walks.ts';
import { approve, FORM, IDENTITY, joinDesk, kemal, leonie, malik, openUser } from './support-walks.ts';
import { activateS1, alice, enterCode, enterPassword, greta, helena, ines, signOutOf } from './walks.ts';

/** The day the phone is lost, in every portal; with script, for the link. */
export async function everyRecoveryPage(page: Page, world: World, look: Look): Promise<void> {
  const entry = await joinS0(page, world);
  await page.goto('/s0/payment-account');
  await look('s0-payment-account');
  await follow(page, 'Change it');
  await fillIn(page, 'IBAN', 'DE00');
  await press(page, 'Change the payment account');
  await look('s0-payment-account-wrong');
  world.clock.advance(6 * 60_000);
  await fillIn(page, 'IBAN', 'GB33 BUKB 2020 1555 5555 55');
  await press(page, 'Change the payment account');
  await look('s0-payment-account-confirm');
  await enterCode(page, await entry.code(world.clock.now()), 'Confirm');
  await look('s0-payment-account-changed');
  await page.goto('/s0/password');
  await look('password');
  await fillIn(page, 'Password now', 'wrong');
  await fillIn(page, 'New password', 'short');
  await press(page, 'Change password');
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
  await press(page, 'Stop it');
  await look('s0-stopped');
  // Another address first, so that the link is loaded and not only scrolled to.
  await page.goto('/s0/help');
  await look('s0-help');
  await page.goto(link);
  await press(page, 'Stop it');
  await look('s0-nothing-to-stop');
  await page.goto('/s0/recovery/stop');
  await fillIn(page, 'The link from our message', 'half a link');
  await press(page, 'Stop it');
  await look('s0-stop-unreadable');
  world.clock.advance(60 * 60_000);
  await enterPassword(page, 's0', helena);
  await follow(page, 'I’ve lost access to my second factor');
  await look('s0-lost');
  await press(page, 'Ask support');
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
  await follow(page, 'My phone is lost');
  await look('s1-lost');

  await activateAppS3(page, world, greta);
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await follow(page, 'I have none of these any more');
  await look('s3-lost');
  await follow(page, 'Guide: lost login details');
  await look('s3-guide');
  await page.goto('/s3/help');
  await look('s3-help');
  await page.goto('/s3/sign-in/identity-form');
  await look('s3-form');
  await fillIn(page, 'Full name', 'Greta Lind');
  await fillIn(page, 'How we can reach you now', ' ');
  await fillIn(page, 'What you have lost', 'My phone and the codes');
  await press(page, 'Send the form');
  await look('s3-form-missing');
  await fillIn(page, 'How we can reach you now', '+44 7700 900999');
  await press(page, 'Send the form');
  await look('s3-lost-asked');
  const desk = await world.visitor();
  await joinDesk(desk, world, kemal);
  await openUser(desk, 's3', greta);
  await approve(desk, [FORM], 'Form and identity card match.');
  await follow(page, 'Look again');
  await look('s3-lost-ready');
  await page.goto('/s3/sign-in/code');
  await look('s3-challenge-ready');

  await openSecurityAndAccess(page, ines);
  await activateAppS4(page, world, ines);
  await signOutOf(page);
  await enterPassword(page, 's4', ines);
  await follow(page, 'I have lost access to my methods');
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
