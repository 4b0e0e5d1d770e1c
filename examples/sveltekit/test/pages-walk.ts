import { authenticatorFromUri } from '@factorkit/testkit';
import type { Page } from 'playwright-core';

export interface Walk {
  readonly page: Page;
  readonly origin: string;
  /** What time it is for the portal: milliseconds since 1970. */
  readonly now: () => number;
  /** Turns the portal's clock on. */
  readonly advance: (ms: number) => Promise<void>;
  /** Called on each page, once it stands. */
  readonly look: (name: string) => Promise<void>;
}

const see = (page: Page, heading: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code from your app').fill(code);
  await page.keyboard.press('Enter');
}

async function signIn({ page, origin }: Walk, password: string): Promise<void> {
  await page.goto(`${origin}/login`);
  // The cursor is in the first field once the script of the page runs.
  await page.locator('#user:focus').waitFor();
  await page.keyboard.type('anna');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}

/** From the first sign-in with a password alone to the removal of the app. Gives what was said after a wrong code. */
export async function walkThePages(walk: Walk): Promise<readonly string[]> {
  const { page, origin, look, now, advance } = walk;
  await signIn(walk, 'guessed');
  await page.getByText('That name and password do not belong together.').waitFor();
  await look('sign-in');
  await page.keyboard.type('correct-horse');
  await page.keyboard.press('Enter');
  await see(page, 'Signed in as anna');
  await look('home');
  await page.getByRole('link', { name: 'Vault' }).first().click();
  await see(page, 'A password alone does not open this');
  await look('vault-closed');

  await page.getByRole('link', { name: 'Go to Security' }).click();
  await page.getByRole('button', { name: 'Set up an app' }).click();
  const link = page.getByRole('link', { name: 'open it in the app' });
  const app = authenticatorFromUri((await link.getAttribute('href')) ?? '');
  await look('set-up');
  await enter(page, app.code(now()));
  await page.getByText('From now on, signing in takes').waitFor();
  await look('security');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await see(page, 'Sign in');
  await signIn(walk, 'correct-horse');
  await see(page, 'Enter the code from your app');
  await enter(page, 'abc');
  const alert = page.locator('#code-error:not(:empty)');
  const said = [(await alert.textContent()) ?? ''];
  await enter(page, '000000');
  await alert.getByText('tries left').waitFor();
  said.push((await alert.textContent()) ?? '');
  await look('code');
  await advance(60_000); // the code of the set-up is spent
  await enter(page, app.code(now()));
  await see(page, 'Signed in as anna');
  await page.getByRole('link', { name: 'Vault' }).first().click();
  await see(page, 'In the vault: one ruby');
  await look('vault');

  await advance(3_600_000);
  await page.goto(`${origin}/security`);
  await page.getByRole('button', { name: 'Remove My phone' }).click();
  await see(page, 'Remove this app?');
  await look('remove');
  await page.getByRole('button', { name: 'Remove My phone' }).click();
  await see(page, 'Is it you?');
  await look('prove');
  await enter(page, app.code(now()));
  await page.getByText('“My phone” is removed.').waitFor();
  await look('removed');
  return said;
}
