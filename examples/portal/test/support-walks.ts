import type { Page } from 'playwright-core';
import type { DemoPerson } from '../src/people/directory.ts';
import { demoAgents } from '../src/support/agents.ts';
import type { PortalId } from './app-forms.ts';
import { sendPassword, setUpApp } from './arrange.ts';
import type { TypedEntry } from './authenticator-app.ts';
import { fillIn, follow, press } from './page-input.ts';
import { seeHeading, seeText } from './page-reading.ts';
import type { World } from './portal-test.ts';

export const kemal: DemoPerson = agentCalled('kemal');
export const leonie: DemoPerson = agentCalled('leonie');
export const malik: DemoPerson = agentCalled('malik');

function agentCalled(name: string): DemoPerson {
  const found = demoAgents.find(({ userName }) => userName === name);
  if (found === undefined) throw new Error(`no demo agent is called ${name}`);
  return found;
}

/** An agent's first day: password, authenticator app. */
export async function joinDesk(page: Page, world: World, agent: DemoPerson): Promise<TypedEntry> {
  await sendPassword(page, 'support', agent);
  const { entry, next } = await setUpApp(page, world, 'support', agent);
  await page.goto(next);
  await seeHeading(page, 'My sign-in');
  return entry;
}

/** From wherever the agent is to the page about this user. */
export async function openUser(page: Page, portal: PortalId, person: DemoPerson): Promise<void> {
  await page.goto(`/support/users/${portal}/${portal}:${person.userName}`);
  await seeHeading(page, person.fullName);
}

/** The same by the search. */
export async function findUser(page: Page, portal: string, person: DemoPerson): Promise<void> {
  await page.goto('/support/home');
  await page.getByLabel('Portal').selectOption({ label: portal });
  await fillIn(page, 'Name', person.userName);
  await press(page, 'Find');
  await seeHeading(page, person.fullName);
}

export async function openRecovery(page: Page, note: string): Promise<void> {
  await follow(page, /^Open a recovery/);
  await giveReason(page, note, 'Open the recovery');
}

/** Answers with the recovery code that the agent is shown, where there is one. */
export async function approve(page: Page, checks: readonly string[], note: string): Promise<string> {
  await follow(page, 'Check and approve');
  for (const check of checks) await page.getByLabel(check).check();
  await giveReason(page, note, 'Approve');
  return shownCode(page);
}

export async function shownCode(page: Page): Promise<string> {
  const code = page.locator('strong.code');
  return (await code.count()) === 1 ? `${await code.textContent()}` : '';
}

/** Types why, and presses the button of that name. */
export async function giveReason(page: Page, note: string, button: string): Promise<void> {
  await fillIn(page, 'Reason', note);
  await press(page, button);
}

/** Waits until the history has this entry: who did it, what it was, and why. */
export async function seeEntry(
  page: Page,
  entry: { readonly who: string; readonly what: string; readonly note: string },
): Promise<void> {
  await page
    .locator('.history > li')
    .filter({ hasText: entry.who })
    .filter({ hasText: entry.what })
    .filter({ hasText: `Reason: ${entry.note}` })
    .first()
    .waitFor();
}

export const IDENTITY = 'This is the person whose account it is';
export const FORM = 'The identity form is complete, and it was verified';

/** The user asks for it themselves, in the browser that holds a sign-in under way. */
export async function askForRecovery(page: Page, world: World, portal: string, via: string): Promise<void> {
  const asked = await page.context().request.post(`/${portal}/mfa/recovery`, {
    headers: { origin: world.origin },
    data: { via },
  });
  if (asked.status() !== 202) throw new Error(`answered ${asked.status()}: ${await asked.text()}`);
}

/** The user goes on with what was approved, in the browser that holds a sign-in under way. */
export async function useRecovery(
  page: Page,
  world: World,
  { portal, via, code }: { readonly portal: string; readonly via: string; readonly code: string },
): Promise<void> {
  const used = await page.context().request.post(`/${portal}/mfa/recovery/complete`, {
    headers: { origin: world.origin },
    data: { via, code },
  });
  if (used.status() !== 200) throw new Error(`answered ${used.status()}: ${await used.text()}`);
}

export async function seeRefusal(page: Page, sentence: string): Promise<void> {
  await seeHeading(page, 'This cannot be done');
  await seeText(page, sentence);
}
