import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { everyPageOfS0, everyPageOfS3, everyPageOfS4 } from './every-method-page.ts';
import { everyPageOfS1, everyPageOfS2, type Look } from './every-page.ts';
import { everyRecoveryPage } from './every-recovery-page.ts';
import { everyPageOfTheDesk } from './every-support-page.ts';
import { portalTest, type World } from './portal-test.ts';

const widths: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  phone: { width: 375, height: 812 },
  desktop: { width: 1280, height: 800 },
};

for (const [what, everyPage, script] of [
  ['S0 every page', everyPageOfS0, true],
  ['S1 every page', everyPageOfS1, false],
  ['S2 every page', everyPageOfS2, false],
  ['S3 every page', everyPageOfS3, false],
  ['S4 every page', everyPageOfS4, false],
  ['R10 S0.17 S1.15 S3.6 every page of the day the phone is lost', everyRecoveryPage, true],
  ['every page of the support desk', everyPageOfTheDesk, false],
] as const) {
  portalTest(`${what} is readable, 375 and 1280 px wide`, (_, world) => walk(world, everyPage, script));
}

/** Walks once, and looks at each page in every width. */
async function walk(
  world: World,
  everyPage: (page: Page, world: World, look: Look) => Promise<void>,
  script: boolean,
): Promise<void> {
  const page = await world.visitor({ script });
  await everyPage(page, world, async (title) => {
    await page.waitForLoadState('load');
    for (const [name, viewport] of Object.entries(widths)) {
      await page.setViewportSize(viewport);
      const faults = await faultsOf(page);
      const folder = process.env.FACTORKIT_SHOTS;
      if (folder !== undefined && folder !== '') {
        mkdirSync(folder, { recursive: true });
        await page.screenshot({
          path: join(folder, `${title}-${name}.png`),
          fullPage: true,
          caret: 'initial',
        });
      }
      expect(faults, `${title}, ${name}`).toEqual([]);
    }
  });
}

/** What a person with a phone, a keyboard or a screen reader would stumble over. */
function faultsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const all = <E extends Element>(selector: string): readonly E[] => [
      ...document.querySelectorAll<E>(selector),
    ];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`scrolls sideways: ${scrollWidth} in ${clientWidth}`);
    if (document.documentElement.lang === '') faults.push('has no language');
    if (all('h1').length !== 1) faults.push(`${all('h1').length} main headings`);
    const failed = all<HTMLElement>('[role=alert]').some((alert) => alert.offsetParent !== null);
    const title = `${failed ? 'Error: ' : ''}${all('h1')[0]?.textContent ?? ''} – `;
    if (!document.title.startsWith(title)) faults.push(`is called ${document.title}`);
    for (const input of all<HTMLInputElement>('input:not([type=hidden])')) {
      if ((input.labels?.length ?? 0) === 0) faults.push(`the field ${input.name} has no label`);
      if (input.autocomplete === '') faults.push(`the field ${input.name} does not say what may fill it in`);
      const { height } = (
        ['radio', 'checkbox'].includes(input.type) ? (input.closest('label') ?? input) : input
      ).getBoundingClientRect();
      if (height < 40) faults.push(`the field ${input.name} is too small for a finger`);
      for (const id of (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .filter((text) => text !== '')) {
        if (document.getElementById(id) === null)
          faults.push(`the field ${input.name} points to ${id}, which is missing`);
      }
    }
    for (const pressed of all('button, a, summary')) {
      const name = `${pressed.textContent?.trim() ?? ''}${pressed.getAttribute('aria-label') ?? ''}`;
      if (name === '') faults.push(`a ${pressed.localName} without a name`);
    }
    for (const svg of all('svg')) {
      if (!svg.hasAttribute('aria-label') && !svg.hasAttribute('aria-hidden'))
        faults.push('a picture without a name');
    }
    const ids = all('[id]').map(({ id }) => id);
    if (new Set(ids).size !== ids.length) faults.push('an id twice');
    const secrets = /otpauth:|secret=|code=/i;
    if (secrets.test(location.href)) faults.push('something secret in the address');
    if (all('script:not([src]), [style], [onclick]').length > 0)
      faults.push('script or style within the page');
    return faults;
  });
}
