import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { everyPageOfS0, everyPageOfS3, everyPageOfS4 } from './every-method-page.ts';
import { everyPageOfS1, everyPageOfS2, type Look } from './every-page.ts';
import { everyRecoveryPage } from './every-recovery-page.ts';
import { everyPageOfTheDesk } from './every-support-page.ts';
import { portalTest, type World } from './portal-test.ts';

const phone = { width: 375, height: 812 };
const desktop = { width: 1280, height: 800 };

for (const [name, viewport] of Object.entries({ phone, desktop })) {
  const size = `${viewport.width} px wide`;
  portalTest(`S0 every page is readable, ${size}`, (_, world) =>
    walk(world, viewport, name, everyPageOfS0, true),
  );
  portalTest(`S1 every page is readable, ${size}`, (_, world) => walk(world, viewport, name, everyPageOfS1));
  portalTest(`S2 every page is readable, ${size}`, (_, world) => walk(world, viewport, name, everyPageOfS2));
  portalTest(`S3 every page is readable, ${size}`, (_, world) => walk(world, viewport, name, everyPageOfS3));
  portalTest(`S4 every page is readable, ${size}`, (_, world) => walk(world, viewport, name, everyPageOfS4));
  portalTest(
    `R10 S0.17 S1.15 S3.6 every page of the day the phone is lost is readable, ${size}`,
    (_, world) => walk(world, viewport, name, everyRecoveryPage, true),
  );
  portalTest(`every page of the support desk is readable, ${size}`, (_, world) =>
    walk(world, viewport, name, everyPageOfTheDesk),
  );
}

async function walk(
  world: World,
  viewport: { readonly width: number; readonly height: number },
  name: string,
  everyPage: (page: Page, world: World, look: Look) => Promise<void>,
  javaScriptEnabled = false,
): Promise<void> {
  const page = await world.visitor({ viewport, javaScriptEnabled });
  await everyPage(page, world, async (title) => {
    await page.waitForLoadState('load');
    const faults = await faultsOf(page);
    const folder = process.env.FACTORKIT_SHOTS;
    if (folder !== undefined && folder !== '') {
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${title}-${name}.png`), fullPage: true, caret: 'initial' });
    }
    expect(faults, title).toEqual([]);
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
