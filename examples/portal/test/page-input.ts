import type { Page } from 'playwright-core';

// What a person does on a page, with Chromium's own mouse and keyboard. Playwright's locators read 340 kB of script into
// each page that they look at, which takes as long as the page. Only what is not found here is left to them.

type Name = string | RegExp;

interface Place {
  readonly x: number;
  readonly y: number;
}

const SELECTORS = {
  button: 'button:not([role])',
  switch: 'button[role=switch]',
  link: 'a[href]',
  summary: 'summary',
  label: 'label',
} as const;

/** Presses the button of this name, and waits for the page to which that leads. */
export async function press(page: Page, name: Name): Promise<void> {
  await goBy(page, 'button', name);
}

/** Presses the button of this name, which leads to no other page. */
export async function pressAndStay(page: Page, name: Name): Promise<void> {
  const place = await placeOf(page, 'button', name);
  await (place === undefined
    ? page.getByRole('button', { name }).click()
    : page.mouse.click(place.x, place.y));
}

/** Turns the switch of this name, and waits for the page to which that leads. */
export async function turn(page: Page, name: Name): Promise<void> {
  await goBy(page, 'switch', name);
}

/** Follows the link of this name. */
export async function follow(page: Page, name: Name): Promise<void> {
  await goBy(page, 'link', name);
}

/** Opens what this summary hides, where it is shown at all. */
export async function unfold(page: Page, name: Name): Promise<void> {
  const place = await placeOf(page, 'summary', name);
  if (place !== undefined) await page.mouse.click(place.x, place.y);
}

/** Types this into the field of that label, in place of what is there. */
export async function fillIn(page: Page, label: Name, text: string): Promise<void> {
  const focused = text !== '' && (await placeOf(page, 'label', label)) !== undefined;
  await (focused ? page.keyboard.insertText(text) : page.getByLabel(label).fill(text));
}

async function goBy(page: Page, role: 'button' | 'switch' | 'link', name: Name): Promise<void> {
  await page.waitForLoadState();
  const place = await placeOf(page, role, name);
  await Promise.all([
    page.waitForEvent('load'),
    place === undefined ? page.getByRole(role, { name }).click() : page.mouse.click(place.x, place.y),
  ]);
}

/**
 * Where the mouse reaches the only one of this name, or the only one whose name contains it; the field of a label then has
 * the focus, and its text is selected. `undefined` where there are several, or where it is hidden, covered or disabled.
 */
async function placeOf(page: Page, kind: keyof typeof SELECTORS, name: Name): Promise<Place | undefined> {
  const find = ([selector, wanted]: readonly [string, Name]): Place | undefined => {
    const shown = [...document.querySelectorAll<HTMLElement>(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({
        element,
        called: (element.ariaLabel ?? element.textContent).replaceAll(/\s+/g, ' ').trim(),
      }));
    const exactly = shown.filter(({ called }) => called === wanted);
    const partly = shown.filter(({ called }) =>
      typeof wanted === 'string' ? called.toLowerCase().includes(wanted.toLowerCase()) : wanted.test(called),
    );
    const [only, ...others] = exactly.length > 0 ? exactly : partly;
    const found = only?.element instanceof HTMLLabelElement ? only.element.control : only?.element;
    if (!(found instanceof HTMLElement) || others.length > 0 || found.matches(':disabled, input:read-only'))
      return undefined;
    found.scrollIntoView({ block: 'center', behavior: 'instant' });
    if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) found.select();
    const box = found.getClientRects()[0];
    if (box === undefined) return undefined;
    const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return found.contains(document.elementFromPoint(place.x, place.y)) ? place : undefined;
  };
  try {
    return await page.evaluate(find, [SELECTORS[kind], name] as const);
  } catch {
    // The page was left in between. Playwright waits for the next one.
    return undefined;
  }
}
