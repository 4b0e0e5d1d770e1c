import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { test as vitest } from 'vitest';
import { tier } from '../../../test-tiers.ts';
import { unpackChromium } from './packed-chromium.ts';

// Each page draws in the process and the frame of the one before it, and none is started in advance: half the processor
// time of a page. Chromium takes the last list only, so what Playwright switches off and tests can meet is named again.
const DISABLED_FEATURES: readonly string[] = [
  'SpareRendererForSitePerProcess',
  'RenderDocument',
  'PaintHolding',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

const ARGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
];

// One Chromium for all tests of a worker. The worker waits for its end, so its processor time is counted.
const test = vitest
  .extend('named', { scope: 'worker' }, process.env.FACTORKIT_CHROMIUM ?? '')
  .extend('chromium', { scope: 'worker' }, async ({ named }, { onCleanup }) => {
    const browser = await launchChromium(named);
    onCleanup(async () => browser?.close());
    return browser;
  });

/** A test in a real browser; skipped where there is none. */
export function browserTest(name: string, run: (chromium: Browser) => Promise<void>): void {
  test(name, async ({ chromium, skip }) => {
    if (chromium === undefined)
      return skip('missing: Chromium (install it, or name one in FACTORKIT_CHROMIUM)');
    await run(chromium);
  });
}

/**
 * A real Chromium: the one that FACTORKIT_CHROMIUM names, else the headless one from an npm package, which takes half
 * the processor time of a full one, else one that is installed. The full dose prefers the installed one.
 * FACTORKIT_CHROMIUM=npm asks for the package's. `undefined` where none starts.
 */
async function launchChromium(named: string): Promise<Browser | undefined> {
  if (named === 'npm') return startPacked();
  if (named !== '') return start(named, ARGS);
  return tier === 'soak'
    ? ((await startInstalled()) ?? (await startPacked()))
    : ((await startPacked()) ?? (await startInstalled()));
}

async function startInstalled(): Promise<Browser | undefined> {
  for (const path of installed()) {
    const browser = await start(path, ARGS);
    if (browser !== undefined) return browser;
  }
  return undefined;
}

async function startPacked(): Promise<Browser | undefined> {
  const packed = await unpackChromium();
  if (packed === undefined) return undefined;
  const args = [...ARGS, '--no-zygote'];
  return (
    (await start(packed.executablePath, args, packed.fonts)) ??
    (await start(packed.executablePath, args, packed.fontsAndLibraries))
  );
}

async function start(
  executablePath: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Browser | undefined> {
  try {
    return await chromium.launch({ executablePath, args: [...args], env: { ...process.env, ...env } });
  } catch {
    // Not there, or it does not run here: the caller has others to try, and says so when none is left.
    return undefined;
  }
}

function installed(): readonly string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const paths = [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return [...new Set(paths)].filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
