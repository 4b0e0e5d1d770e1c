import { expect } from 'vitest';
import { answerWithSentCode, countOf } from './messages.ts';
import { chooseMethod, joinS0, openFromMenu, proveContact, proveProfile } from './method-walks.ts';
import { fillIn, follow, press } from './page-input.ts';
import { readAlert, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { enterPassword, helena, signOutOf } from './walks.ts';

const PHONE = helena.phone ?? '';

portalTest('S0.13 more methods while signed in: top-right menu, Security', async (page, world) => {
  await joinS0(page, world);
  await page.goto('/s0/home');
  const icon = page.locator('summary[aria-label="Account menu of helena"]');
  const place = await icon.boundingBox();
  expect(place?.y).toBeLessThan(60);
  expect(place?.x).toBeGreaterThan((page.viewportSize()?.width ?? 0) / 2);
  await openFromMenu(page, 'Security');
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, helena.email);
  await seeText(page, 'The method was added.');
  await chooseMethod(page, 'SMS code');
  await proveContact(page, world, PHONE);
  expect(await page.getByRole('link', { name: /^Rename/ }).count()).toBe(3);
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await seeHeading(page, 'Confirm that it is you');
  await follow(page, 'Use “Email code” (h•••@example.com)');
  await answerWithSentCode(page, world, { to: helena.email, button: 'Sign in' });
  await seeHeading(page, 'Welcome, Helena Novak');
});

portalTest('S0.14 with one method only: “Adding a second method (recommended)”', async (page, world) => {
  await joinS0(page, world);
  const advice = page.getByRole('heading', { name: 'Adding a second method (recommended)', exact: true });
  expect(await advice.isVisible()).toBe(true);
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, helena.email);
  await seeText(page, 'The method was added.');
  expect(await advice.count()).toBe(0);
});

portalTest('S0.15 each set-up shows how not to be locked out', async (page, world) => {
  const advice: Readonly<Record<string, readonly string[]>> = {
    totp: ['Keep the QR code, or the secret key that is in it, in a password manager.'],
    email: ['read this mailbox from another device too'],
    sms: ['Keep the phone number in your profile current.', 'before you switch to the new SIM card'],
    webauthn: [
      'Register a second key too, and keep it in a safe place.',
      'Losing the only key locks you out.',
    ],
  };
  await joinS0(page, world);
  for (const [method, sentences] of Object.entries(advice)) {
    await page.goto(`/s0/security/add/${method}`);
    for (const sentence of sentences) await seeText(page, sentence);
    await press(page, 'Continue');
    await page.waitForURL('**/security/set-up');
    for (const sentence of sentences) await seeText(page, sentence);
  }
});

portalTest(
  'S0.16 a phone number changed in the profile gets the codes once it is verified',
  async (page, world) => {
    const fresh = '+447700900777';
    await joinS0(page, world);
    await chooseMethod(page, 'SMS code');
    await proveContact(page, world, PHONE);
    await openFromMenu(page, 'Profile');
    await follow(page, 'Change');
    await fillIn(page, 'Phone number', '07700 900777');
    await press(page, 'Save');
    expect(await readAlert(page)).toContain('country code');
    await fillIn(page, 'Phone number', '+44 7700 900777');
    await press(page, 'Save');
    await proveProfile(page, world, fresh);
    await seeText(page, 'Codes by text message still go to •••• 42 until you have verified the new one.');

    // Saved is not verified: codes go where they went.
    const other = await world.visitor();
    await enterPassword(other, 's0', helena);
    await follow(other, 'Use “SMS code”');
    await press(other, 'Send code');
    await seeText(other, 'We sent a code to •••• 42.');
    expect(countOf(world, fresh)).toBe(1);
    world.clock.advance(60_000);

    await press(page, 'Verify the new number');
    await proveContact(page, world, fresh);
    await seeText(page, 'Verified. Codes go there from now on.');
    await signOutOf(page);
    await enterPassword(page, 's0', helena);
    const before = countOf(world, PHONE);
    await follow(page, 'Use “SMS code” (•••• 77)');
    await answerWithSentCode(page, world, { to: fresh, button: 'Sign in' });
    await seeHeading(page, 'Welcome, Helena Novak');
    expect(countOf(world, PHONE)).toBe(before);
  },
);

portalTest(
  'S0.16 the settings say so too when the number in the profile changed, or is gone',
  async (page, world) => {
    await joinS0(page, world);
    await chooseMethod(page, 'SMS code');
    await proveContact(page, world, PHONE);
    const change = async (phone: string): Promise<void> => {
      await page.goto('/s0/profile/edit');
      await fillIn(page, 'Phone number', phone);
      await press(page, 'Save');
      if (phone !== '') await proveProfile(page, world, phone.replaceAll(' ', ''));
      await openFromMenu(page, 'Security');
    };
    await change('');
    await seeText(page, 'Your profile has no phone number any more: codes still go to the old one.');
    expect(await page.getByRole('button', { name: 'Prove the new number' }).count()).toBe(0);
    await change('+44 7700 900777');
    await seeText(page, 'Your phone number changed: codes still go to the old one.');
    await press(page, 'Prove the new number');
    await proveContact(page, world, '+447700900777');
    await seeText(page, 'Verified. Codes go there from now on.');
    await seeText(page, '•••• 77');
    expect(await page.getByText('Your phone number changed').count()).toBe(0);
    // Back to what it was when it was set up: then nothing is to be proven.
    await change('+44 7700 900778');
    await change('+44 7700 900777');
    expect(await page.getByText('Your phone number changed').count()).toBe(0);
  },
);
