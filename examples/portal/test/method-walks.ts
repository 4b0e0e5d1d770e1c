import type { Locator, Page } from 'playwright-core';
import type { DemoPerson } from '../src/people/directory.ts';
import { sendPassword, setUpApp, setUpContact } from './arrange.ts';
import { type AppEntry, scanQrCode, type TypedEntry } from './authenticator-app.ts';
import { codeSentTo } from './messages.ts';
import { fillIn, follow, press, turn, unfold } from './page-input.ts';
import { seeHeading, seeText } from './page-reading.ts';
import type { World } from './portal-test.ts';
import { enterCode, helena } from './walks.ts';

/** From a list of methods to the set-up of this one. */
export async function chooseMethod(
  page: Page,
  name: string,
  { label }: { readonly label?: string } = {},
): Promise<void> {
  await follow(page, `: ${name}`);
  if (label !== undefined) await fillIn(page, 'Name', label);
  await press(page, 'Continue');
}

/** Scans, types the code, and presses the button. The clock then shows a fresh code. */
export async function proveApp(page: Page, { clock }: World, button = 'Activate'): Promise<AppEntry> {
  const entry = await scanQrCode(page);
  await enterCode(page, await entry.code(clock.now()), button);
  clock.advance(30_000);
  return entry;
}

/** Types the code that came to this address or number. The clock then allows another to be asked for. */
export async function proveContact(page: Page, world: World, to: string, button = 'Activate'): Promise<void> {
  await seeText(page, 'We sent a code to');
  await enterCode(page, codeSentTo(world, to), button);
  world.clock.advance(60_000);
}

/** The code that was sent to a new address or number of the profile. */
export async function proveProfile(page: Page, world: World, to: string): Promise<void> {
  await seeHeading(page, 'Confirm your new contact details');
  await enterCode(page, codeSentTo(world, to), 'Confirm');
  await seeHeading(page, 'Profile');
}

/** S0 from the first sign-in to the page “Security”, with an app. */
export async function joinS0(page: Page, world: World, person: DemoPerson = helena): Promise<TypedEntry> {
  await sendPassword(page, 's0', person);
  const { entry, next } = await setUpApp(page, world, 's0', person);
  await page.goto(next);
  await seeHeading(page, 'Security');
  return entry;
}

/** Top-right user icon, and this entry of the menu. */
export async function openFromMenu(page: Page, entry: string): Promise<void> {
  await unfold(page, /^Account menu/);
  await follow(page, entry);
  await seeHeading(page, entry);
}

/** S3 from the password to the page “Security and login”. */
export async function openSecurityAndLogin(page: Page, person: DemoPerson): Promise<void> {
  await sendPassword(page, 's3', person);
  await page.goto('/s3/security-and-login');
}

/** S3: “Standard TOTP” as the first option, to the end. */
export async function activateAppS3(
  page: Page,
  world: World,
  person: DemoPerson,
): Promise<{ readonly entry: TypedEntry; readonly codes: readonly string[] }> {
  await sendPassword(page, 's3', person);
  const { next, ...active } = await setUpApp(page, world, 's3', person);
  await page.goto(next);
  await seeHeading(page, 'Security and login');
  return active;
}

/** S4: user menu, “Security and access”. */
export async function openSecurityAndAccess(page: Page, person: DemoPerson): Promise<void> {
  await sendPassword(page, 's4', person);
  await page.goto('/s4/security-and-access');
}

/** S4: the switch of this section. */
export function switchOf(page: Page, section: 'Authentication app' | 'Email'): Locator {
  return page.getByRole('region', { name: section }).getByRole('switch');
}

/** S4: switch, password, “Confirm password”. */
export async function turnOn(
  page: Page,
  section: 'Authentication app' | 'Email',
  password: string,
): Promise<void> {
  await turn(page, section);
  await fillIn(page, 'Password', password);
  await press(page, 'Confirm password');
}

/** S4: the app, to the end, for a user who is signed in. */
export async function activateAppS4(page: Page, world: World, person: DemoPerson): Promise<TypedEntry> {
  const { entry, next } = await setUpApp(page, world, 's4', person);
  await page.goto(next);
  await seeText(page, 'The method is active.');
  return entry;
}

/** S4: email, to the end, for a user who is signed in. */
export async function activateEmailS4(page: Page, world: World, person: DemoPerson): Promise<void> {
  await page.goto(await setUpContact(page, world, { portal: 's4', method: 'email', person }));
  await seeText(page, 'The method is active.');
}
