import type { Locator, Page } from 'playwright-core';

/** Waits for the page of this title. */
export async function seeHeading(page: Page, title: string): Promise<void> {
  const titles = await textsOf(page, 'h1');
  if (!titles.includes(title))
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

/** Waits until the page says this, where people can see it. */
export async function seeText(page: Page, text: string): Promise<void> {
  const [said = ''] = await textsOf(page, 'main');
  if (said.toLowerCase().includes(text.toLowerCase())) return;
  await page.locator('main').getByText(text).filter({ visible: true }).first().waitFor();
}

/** What can be read there, once it is there. */
export async function readText(shown: Locator): Promise<string> {
  await shown.first().waitFor();
  return (await shown.allInnerTexts()).join('\n');
}

/** What the page says that went wrong, once it does. */
export async function readAlert(page: Page): Promise<string> {
  const alerts = await textsOf(page, '[role=alert]');
  return alerts.length > 0 ? alerts.join('\n') : readText(page.getByRole('alert'));
}

/** What can be read there now. */
async function textsOf(page: Page, selector: string): Promise<readonly string[]> {
  const read = (which: string): string[] =>
    [...document.querySelectorAll<HTMLElement>(which)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map(({ innerText }) => innerText.trim());
  // Not Playwright's locator, for the reason in page-input.ts. On the way to another page there is nothing to read.
  return page.evaluate(read, selector).catch(() => []);
}
