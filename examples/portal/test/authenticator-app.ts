import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import jsqr from 'jsqr';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

const run = promisify(execFile);

/** An entry in an authenticator app that is not ours. */
export interface AppEntry {
  readonly issuer: string;
  readonly account: string;
  readonly secret: string;
  code(timeMs: number): Promise<string>;
}

/**
 * Points the camera at the QR code: reads it from a picture of that part of the page. The app is `oathtool`, or where that
 * is not installed the one that typed keys go into.
 */
export async function scanQrCode(page: Page): Promise<AppEntry> {
  await page.waitForLoadState();
  const clip = await page.evaluate(() => {
    const figure = document.querySelector('figure.qr');
    figure?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { x, y, width, height } = (figure ?? document.body).getBoundingClientRect();
    return { x, y, width, height };
  });
  const { data, width, height } = PNG.sync.read(await page.screenshot({ clip }));
  const found = decoder()(new Uint8ClampedArray(data), width, height);
  if (found === null) throw new Error('no QR code can be read from the page');
  return entryFromUri(found.data);
}

/** An entry of which the app knows the key alone. */
export type TypedEntry = Pick<AppEntry, 'secret' | 'code'>;

/** What an app does with a key that was typed by hand: the npm package otpauth, which starts no process for each code. */
export function typeKey(key: string): TypedEntry {
  const secret = key.replaceAll(' ', '');
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  return { secret, code: async (timeMs) => app.generate({ timestamp: timeMs }) };
}

function entryFromUri(uri: string): AppEntry {
  const url = new URL(uri);
  if (url.protocol !== 'otpauth:' || url.host !== 'totp')
    throw new Error('the QR code is no otpauth://totp URI');
  const [issuer = '', account = ''] = decodeURIComponent(url.pathname.slice(1)).split(':');
  const secret = url.searchParams.get('secret') ?? '';
  return { issuer, account, secret, code: (timeMs) => codeOf(secret, timeMs) };
}

/** By a program of its own for each code. */
async function codeOf(secret: string, timeMs: number): Promise<string> {
  const now = new Date(timeMs).toISOString().replace('T', ' ').replace(/\..*/, ' UTC');
  try {
    const { stdout } = await run('oathtool', ['--totp', '--base32', `--now=${now}`, secret]);
    return stdout.trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return typeKey(secret).code(timeMs);
  }
}

type Decoder = (pixels: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null;

/** jsqr is CommonJS and puts its function where each loader looks for it differently. */
function decoder(): Decoder {
  const found: unknown = 'default' in jsqr ? jsqr.default : jsqr;
  if (typeof found !== 'function') throw new TypeError('jsqr brought no function');
  return found as Decoder;
}
