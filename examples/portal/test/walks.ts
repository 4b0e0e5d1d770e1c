import type { Page } from 'playwright-core';
import {
  milldrumPeople,
  northquayPeople,
  quillbrookPeople,
  ringwellPeople,
  tarnfieldPeople,
} from '../src/people/demo-people.ts';
import type { DemoPerson } from '../src/people/directory.ts';
import type { PortalId } from './app-forms.ts';
import { sendCode, sendPassword, sendSignOut, setUpApp } from './arrange.ts';
import { type AppEntry, scanQrCode, type TypedEntry } from './authenticator-app.ts';
import { fillIn, press, unfold } from './page-input.ts';
import { readText, seeHeading } from './page-reading.ts';
import type { World } from './portal-test.ts';

export const alice: DemoPerson = personCalled('alice');
export const carla: DemoPerson = personCalled('carla');
export const helena: DemoPerson = personCalled('helena');
export const ibrahim: DemoPerson = personCalled('ibrahim');
export const greta: DemoPerson = personCalled('greta');
export const hugo: DemoPerson = personCalled('hugo');
export const ines: DemoPerson = personCalled('ines');
export const jonas: DemoPerson = personCalled('jonas');

function personCalled(name: string): DemoPerson {
  const everybody = [
    ...milldrumPeople,
    ...northquayPeople,
    ...ringwellPeople,
    ...tarnfieldPeople,
    ...quillbrookPeople,
  ];
  const found = everybody.find(({ userName }) => userName === name);
  if (found === undefined) throw new Error(`no demo user is called ${name}`);
  return found;
}

/** Sends user name and password, which are right. Where that leads is for the test to see. */
export async function enterPassword(page: Page, portal: PortalId, person: DemoPerson): Promise<void> {
  await page.goto(await sendPassword(page, portal, person));
}

/** Types user name and password. */
export async function typePassword(page: Page, portal: PortalId, person: DemoPerson): Promise<void> {
  await page.goto(`/${portal}/sign-in`);
  await fillIn(page, 'User name', person.userName);
  await fillIn(page, 'Password', person.password);
  await press(page, 'Sign in');
}

/** Types the code that the app shows now, and presses the button of that name. */
export async function enterCode(page: Page, code: string, button: string): Promise<void> {
  await fillIn(page, /^6-digit (verification )?code$/, code);
  await press(page, button);
}

/** Ends the session; what the page shows is what it showed before. */
export async function signOutOf(page: Page): Promise<void> {
  await sendSignOut(page, new URL(page.url()).pathname.split('/')[1] ?? '');
}

export async function pressSignOut(page: Page): Promise<void> {
  await unfold(page, /^Account menu/);
  await press(page, 'Sign out');
  await seeHeading(page, 'Sign in');
}

/** S1: Account, Security, “Multi-factor auth”. */
export async function openMultiFactorAuth(page: Page): Promise<void> {
  await page.goto('/s1/account/security/multi-factor');
}

/** S1 from the password to the page that says it is active. The clock then shows a fresh code. */
export async function activateS1(page: Page, world: World, person: DemoPerson = alice): Promise<TypedEntry> {
  await sendPassword(page, 's1', person);
  const { entry, next } = await setUpApp(page, world, 's1', person);
  await page.goto(next);
  await seeHeading(page, 'Two-factor authentication is active');
  return entry;
}

/** S2: top-right user icon, “Settings”. */
export async function openSettings(page: Page): Promise<void> {
  await page.goto('/s2/settings');
}

/** S2 from the settings to the backup codes, which are not agreed to yet. */
export async function enableS2UntilCodes(
  page: Page,
  { clock }: World,
): Promise<{ readonly entry: AppEntry; readonly codes: readonly string[] }> {
  await openSettings(page);
  await press(page, 'Enable 2FA');
  const entry = await scanQrCode(page);
  await enterCode(page, await entry.code(clock.now()), 'Enable');
  const codes = await shownCodes(page);
  clock.advance(30_000);
  return { entry, codes };
}

export async function shownCodes(page: Page): Promise<readonly string[]> {
  return (await readText(page.locator('pre'))).trim().split('\n');
}

/** S2 from the password to “Agree”: signed out by the portal. */
export async function enableS2(
  page: Page,
  world: World,
  person: DemoPerson = carla,
): Promise<{ readonly entry: TypedEntry; readonly codes: readonly string[] }> {
  await sendPassword(page, 's2', person);
  const { next, ...enabled } = await setUpApp(page, world, 's2', person);
  await page.goto(next);
  await seeHeading(page, 'Sign in');
  return enabled;
}

/** Password and code, into the portal. */
export async function signInWithCode(
  page: Page,
  { clock }: World,
  {
    portal,
    person,
    entry,
  }: { readonly portal: PortalId; readonly person: DemoPerson; readonly entry: TypedEntry },
): Promise<void> {
  await sendPassword(page, portal, person);
  await page.goto(await sendCode(page, portal, await entry.code(clock.now())));
  await seeHeading(page, `Welcome, ${person.fullName}`);
  clock.advance(30_000);
}

/** Password and a backup code, into the portal. */
export async function enterBackupCode(page: Page, person: DemoPerson, code: string): Promise<void> {
  await sendPassword(page, 's2', person);
  await page.goto('/s2/sign-in/backup-code');
  await fillIn(page, 'Backup code', code);
  await press(page, 'Continue');
}
