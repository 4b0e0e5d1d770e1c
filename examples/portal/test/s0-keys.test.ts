import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { answerWithSentCode } from './messages.ts';
import { chooseMethod, joinS0, openFromMenu, proveContact } from './method-walks.ts';
import { fillIn, follow, press, pressAndStay } from './page-input.ts';
import { readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest, type World } from './portal-test.ts';
import { type KeyKind, listenToKeys, plugIn } from './security-key.ts';
import { enterCode, enterPassword, helena, signOutOf } from './walks.ts';

const KINDS: Readonly<Record<string, KeyKind>> = {
  'a USB key with a PIN': { transport: 'usb', verifies: true },
  'a USB key without a PIN': { transport: 'usb', verifies: false },
  'the fingerprint reader of this device': { transport: 'internal', verifies: true },
  'what is built into this device, without a finger': { transport: 'internal', verifies: false },
  'an NFC key': { transport: 'nfc', verifies: false },
};

for (const [name, kind] of Object.entries(KINDS)) {
  portalTest(`S0.11 ${name} is set up at the first sign-in, and then signs in`, async (_, world) => {
    const page = await scripted(world);
    await plugIn(page, kind);
    await enterPassword(page, 's0', helena);
    await registerKey(page);
    await seeHeading(page, 'Security');
    await signOutOf(page);

    const heard = listenToKeys(page);
    await enterPassword(page, 's0', helena);
    const asked = await page.locator('form[data-key]').getAttribute('data-options');
    expect(JSON.parse(asked ?? '')).toMatchObject({ allowCredentials: [{ transports: [kind.transport] }] });
    await page.goto('/s0/home');
    await seeHeading(page, 'Sign in');
    await page.goto('/s0/sign-in/code');
    await useKey(page);
    expect(heard).toEqual([{ userVerified: kind.verifies }]);
    await page.goto('/s0/invoices');
    await seeText(page, '310.00 EUR');
  });
}

portalTest('S0.11 labelled the strongest; the prompt says to insert or tap it', async (_, world) => {
  const page = await scripted(world);
  await plugIn(page, { transport: 'usb', verifies: false });
  await enterPassword(page, 's0', helena);
  const card = page.locator('.cards > li', { hasText: 'Security key' });
  expect(await readText(card.locator('.tag'))).toBe('Strongest');
  expect(await page.locator('.tag', { hasText: 'Strongest' }).count()).toBe(1);
  expect(await readText(card)).toContain('A small USB or NFC key');
  await follow(page, 'Set up: Security key');
  await seeText(page, 'The strongest of the four');
  await press(page, 'Continue');
  await seeText(page, 'insert the key or tap it');
  await press(page, 'Register security key');
  await seeHeading(page, 'Security');
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await seeText(page, 'Now use the key that you set up as “Security key”.');
  await seeText(page, 'insert the key or tap it');
});

portalTest('S0.11 a key that is not the user’s does not sign in, and the page says so', async (_, world) => {
  const page = await scripted(world);
  const own = await plugIn(page, { transport: 'usb', verifies: false });
  await enterPassword(page, 's0', helena);
  await registerKey(page);
  await seeHeading(page, 'Security');
  await signOutOf(page);
  await own.remove();
  const strange = await plugIn(page, { transport: 'usb', verifies: false });
  await enterPassword(page, 's0', helena);
  await pressAndStay(page, 'Use security key');
  expect(await readText(page.locator('[role=alert]:visible'))).toContain('The key did not answer');
  await page.goto('/s0/home');
  await seeHeading(page, 'Sign in');
  await strange.remove();
  await own.plugInAgain();
  await page.goto('/s0/sign-in/code');
  await useKey(page);
});

portalTest('S0.11 the same key is not registered twice', async (_, world) => {
  const page = await scripted(world);
  await plugIn(page, { transport: 'usb', verifies: false });
  await joinS0(page, world);
  await registerKey(page);
  await seeText(page, 'The method was added.');
  await chooseMethod(page, 'Security key', { label: 'Again' });
  await pressAndStay(page, 'Register security key');
  expect(await readText(page.locator('[role=alert]:visible'))).toContain('registered already');
  expect(await page.getByRole('button', { name: 'Register security key' }).isEnabled()).toBe(true);
  await page.goto('/s0/security');
  expect(await page.getByRole('link', { name: /^Rename/ }).count()).toBe(2);
});

portalTest('S0.11 without script the page says what to do instead', async (page, world) => {
  const other = await scripted(world);
  await plugIn(other, { transport: 'usb', verifies: false });
  const entry = await joinS0(other, world);
  await registerKey(other);
  await seeText(other, 'The method was added.');

  await enterPassword(page, 's0', helena);
  await follow(page, 'Use “Security key”');
  await seeText(page, 'A security key needs JavaScript');
  expect(await page.getByRole('button', { name: 'Use security key' }).isVisible()).toBe(false);
  await follow(page, 'Use “Authenticator app”');
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Helena Novak');
});

portalTest('S0.12 several keys, each with a name, any of which signs in', async (_, world) => {
  const page = await scripted(world);
  const first = await plugIn(page, { transport: 'usb', verifies: false });
  await enterPassword(page, 's0', helena);
  await registerKey(page, 'Key on my keyring');
  await seeHeading(page, 'Security');
  await first.remove();
  const spare = await plugIn(page, { transport: 'usb', verifies: true });
  await registerKey(page);
  await seeText(page, 'The method was added.');
  await spare.remove();
  await plugIn(page, { transport: 'nfc', verifies: false });
  // A name to begin with, and none of them twice.
  await follow(page, 'Set up: Security key');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Security key 2');
  await press(page, 'Continue');
  await press(page, 'Register security key');
  await seeText(page, 'The method was added.');

  await follow(page, 'Rename “Security key”');
  await fillIn(page, 'Name', 'Key in the drawer');
  await press(page, 'Save name');
  await signOutOf(page);

  await enterPassword(page, 's0', helena);
  await seeText(page, '“Key on my keyring”, “Key in the drawer” or “Security key 2”');
  // Whichever is plugged in says itself which it is.
  await useKey(page);
  await signOutOf(page);
  await first.plugInAgain();
  await enterPassword(page, 's0', helena);
  await useKey(page);

  await openFromMenu(page, 'Security');
  await follow(page, 'Remove “Security key 2”');
  await press(page, 'Remove');
  await seeText(page, 'The method was removed.');
  expect(await page.locator('.cards > li:not(.offer) > strong').allInnerTexts()).toEqual([
    'Key on my keyring',
    'Key in the drawer',
  ]);
});

portalTest('S0.12 two keys are recommended, as long as there is one only', async (_, world) => {
  const page = await scripted(world);
  const advice = page.getByText('Two are recommended: register a spare one');
  const first = await plugIn(page, { transport: 'usb', verifies: false });
  await enterPassword(page, 's0', helena);
  await follow(page, 'Set up: Security key');
  await seeText(page, 'Two are recommended: one for every day, one as a spare.');
  await page.goto('/s0/sign-in/enrol');
  await registerKey(page, 'Key on my keyring');
  await advice.waitFor();
  await first.remove();
  await plugIn(page, { transport: 'usb', verifies: false });
  await registerKey(page, 'Key in the drawer');
  await seeText(page, 'The method was added.');
  expect(await advice.count()).toBe(0);
  await follow(page, 'Remove “Key on my keyring”');
  await press(page, 'Remove');
  await advice.waitFor();
});

portalTest('S0.13 four methods at once, and each of them signs in', async (_, world) => {
  const page = await scripted(world);
  await plugIn(page, { transport: 'usb', verifies: false });
  const entry = await joinS0(page, world);
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, helena.email);
  await chooseMethod(page, 'SMS code');
  await proveContact(page, world, helena.phone ?? '');
  await registerKey(page);
  await seeText(page, 'The method was added.');
  const answers: Readonly<Record<string, () => Promise<void>>> = {
    'Use “Security key”': () => press(page, 'Use security key'),
    'Use “Email code” (h•••@example.com)': () =>
      answerWithSentCode(page, world, { to: helena.email, button: 'Sign in' }),
    'Use “SMS code” (•••• 42)': () =>
      answerWithSentCode(page, world, { to: helena.phone ?? '', button: 'Sign in' }),
  };
  for (const [link, answer] of Object.entries(answers)) {
    await signOutOf(page);
    await enterPassword(page, 's0', helena);
    await follow(page, link);
    await answer();
    await seeHeading(page, 'Welcome, Helena Novak');
  }
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Helena Novak');
});

portalTest('S0.14 with one key only, a second method is recommended all the same', async (_, world) => {
  const page = await scripted(world);
  await plugIn(page, { transport: 'usb', verifies: false });
  await enterPassword(page, 's0', helena);
  await registerKey(page);
  const advice = page.getByRole('heading', { name: 'Adding a second method (recommended)', exact: true });
  await advice.waitFor();
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, helena.email);
  await seeText(page, 'The method was added.');
  expect(await advice.count()).toBe(0);
});

function scripted(world: World): Promise<Page> {
  return world.visitor({ script: true });
}

/** From a list of methods to the touch of the key. */
async function registerKey(page: Page, label?: string): Promise<void> {
  await chooseMethod(page, 'Security key', label === undefined ? {} : { label });
  await press(page, 'Register security key');
}

async function useKey(page: Page): Promise<void> {
  await press(page, 'Use security key');
  await seeHeading(page, 'Welcome, Helena Novak');
}
