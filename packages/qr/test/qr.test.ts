import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { qrPngDataUrl, qrSvg, qrTerminal } from '../src/index.ts';

/** Eight bits of red, green, blue and opacity a pixel. */
interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

type IsDark = (x: number, y: number) => boolean;

const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m';
const RESET = '\u001b[0m';
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const uris: readonly (readonly [string, string])[] = [
  ['the shortest', `otpauth://totp/a?secret=${SECRET}`],
  ['an ordinary one', `otpauth://totp/ACME%20Co:alice@example.com?secret=${SECRET}&issuer=ACME%20Co`],
  [
    'one with every setting',
    `otpauth://totp/A:b?secret=${SECRET}&issuer=A&algorithm=SHA512&digits=8&period=60`,
  ],
  ['a counter-based one', `otpauth://hotp/A:b?secret=${SECRET}&issuer=A&counter=7`],
  [
    'one in other scripts',
    `otpauth://totp/${encodeURIComponent('会社')}:${encodeURIComponent('ελένη')}?secret=${SECRET}`,
  ],
  ['a long one', `otpauth://totp/A:${'x'.repeat(600)}?secret=${SECRET}&issuer=A`],
];

describe('a QR code is read back by an independent decoder', () => {
  it.each(uris)('S0.6 S1.3 SVG: %s', (_, uri) => {
    expect(decode(pictureOfSvg(qrSvg(uri)))).toBe(uri);
  });

  it.each(uris)('S0.6 S1.3 PNG: %s', async (_, uri) => {
    expect(decode(pictureOfPng(await qrPngDataUrl(uri)))).toBe(uri);
  });

  it.each(uris)('terminal: %s', (_, uri) => {
    expect(decode(pictureOfTerminal(qrTerminal(uri)))).toBe(uri);
  });
});

describe('the quiet zone', () => {
  const uri = `otpauth://totp/ACME:alice?secret=${SECRET}&issuer=ACME`;

  it('is four light modules on every side, in all three forms', async () => {
    const png = pictureOfPng(await qrPngDataUrl(uri));
    expect(quietZone(png) / 8).toBe(4);
    expect(quietZone(pictureOfSvg(qrSvg(uri), 1))).toBe(4);
    expect(quietZone(pictureOfTerminal(qrTerminal(uri), 1))).toBe(4);
  });

  it('is painted white, so that the code is readable on a dark page', () => {
    const svg = qrSvg(uri);
    const [, size = ''] = /viewBox="0 0 (\d+) \1"/.exec(svg) ?? [];
    expect(svg).toContain(`<path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/>`);
    expect(svg.indexOf('#fff')).toBeLessThan(svg.indexOf('#000'));
    expect(svg).not.toMatch(/style=|class=|currentColor/);
  });
});

describe('what is no otpauth URI', () => {
  const others: readonly unknown[] = [
    'https://example.com/',
    'otpauth-migration://offline?data=abc',
    'otpauth://steam/a?secret=QQ',
    ` otpauth://totp/a?secret=${SECRET}`,
    '',
    undefined,
    null,
    7,
    new URL(`otpauth://totp/a?secret=${SECRET}`),
  ];

  it.each(others.map((value) => [value]))(
    'is refused, naming the argument and not its value: %o',
    async (value) => {
      expect(() => callWith(qrSvg, value)).toThrow(
        new TypeError('uri must be an otpauth URI of type totp or hotp'),
      );
      expect(() => callWith(qrTerminal, value)).toThrow(
        new TypeError('uri must be an otpauth URI of type totp or hotp'),
      );
      await expect(callWith(qrPngDataUrl, value)).rejects.toThrow(
        'uri must be an otpauth URI of type totp or hotp',
      );
    },
  );

  it('is refused when too long for a QR code, without the URI in the error', async () => {
    const uri = `otpauth://totp/A:${'x'.repeat(3000)}?secret=${SECRET}`;
    expect(() => qrSvg(uri)).toThrow(new RangeError('uri is too long for a QR code'));
    expect(() => qrTerminal(uri)).toThrow(RangeError);
    await expect(qrPngDataUrl(uri)).rejects.toThrow(RangeError);
  });
});

/** Calls as a program without types may. */
function callWith(render: (uri: string) => unknown, value: unknown): unknown {
  return Reflect.apply(render, undefined, [value]);
}

function decode(picture: Picture): string | undefined {
  return jsQR.default(picture.data, picture.width, picture.height)?.data;
}

function pictureOfPng(dataUrl: string): Picture {
  const [head, body = ''] = dataUrl.split(',');
  expect(head).toBe('data:image/png;base64');
  const { data, width, height } = PNG.sync.read(Buffer.from(body, 'base64'));
  return { data: Uint8ClampedArray.from(data), width, height };
}

function pictureOfSvg(svg: string, scale = 4): Picture {
  const [, size] = /viewBox="0 0 (\d+) \d+"/.exec(svg) ?? [];
  const [, path = ''] = /fill="#000" d="([^"]*)"/.exec(svg) ?? [];
  const dark = new Set<string>();
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let step = 0; step < Number(run); step++) dark.add(`${Number(x) + step} ${y}`);
  }
  return paint(Number(size), scale, (x, y) => dark.has(`${x} ${y}`));
}

function pictureOfTerminal(text: string, scale = 4): Picture {
  const lines = text.trimEnd().split('\n');
  const rows = lines.map((line) => {
    expect(line.startsWith(BLACK_ON_WHITE) && line.endsWith(RESET)).toBe(true);
    return [...line.slice(BLACK_ON_WHITE.length, -RESET.length)];
  });
  const size = rows[0]?.length ?? 0;
  expect(rows.every((row) => row.length === size)).toBe(true);
  return paint(size, scale, (x, y) => {
    const char = rows[Math.floor(y / 2)]?.[x];
    return char === '█' || char === (y % 2 === 0 ? '▀' : '▄');
  });
}

function paint(size: number, scale: number, isDark: IsDark): Picture {
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      if (isDark(Math.floor(x / scale), Math.floor(y / scale)))
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height: width };
}

/** The least number of pixels between an edge and the first dark pixel. */
function quietZone({ data, width, height }: Picture): number {
  let least = Math.max(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 4] === 0) least = Math.min(least, x, y, width - 1 - x, height - 1 - y);
    }
  }
  return least;
}
