import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PackedChromium {
  readonly executablePath: string;
  /** What it needs from its surroundings, where the machine has no fonts. */
  readonly fonts: Readonly<Record<string, string>>;
  /** The same where the machine lacks the libraries, too. */
  readonly fontsAndLibraries: Readonly<Record<string, string>>;
}

// Beside the dependencies, which nobody commits. Not the temporary folder, where anybody could lay one ready.
const folder = fileURLToPath(new URL('../node_modules/.cache/chromium', import.meta.url));

/**
 * Chromium out of the npm package @sparticuz/chromium. It unpacks to the temporary folder, file by file; several test
 * files at once would find each other's halves. So a process of its own unpacks to a folder of its own, which is then
 * moved into place in one step.
 */
export async function unpackChromium(): Promise<PackedChromium | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  if (!existsSync(join(folder, 'chromium'))) await unpack();
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  return {
    executablePath: join(folder, 'chromium'),
    fonts,
    fontsAndLibraries: { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') },
  };
}

// The one that comes with it looks for its fonts in places of its own.
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>
`;

async function unpack(): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  try {
    const program = fileURLToPath(new URL('./unpack-chromium.ts', import.meta.url));
    await run(process.execPath, [program], { env: { ...process.env, TMPDIR: fresh } });
    await writeFile(join(fresh, 'fonts', 'fonts.conf'), FONTS_CONF);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another test file was faster.
    if (!existsSync(join(folder, 'chromium'))) throw error;
  }
}
