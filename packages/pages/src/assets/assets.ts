import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const ASSETS: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/assets/pages.css': ['text/css; charset=utf-8', STYLE],
  '/assets/pages.js': ['text/javascript; charset=utf-8', SCRIPT],
};

/** Returns the style sheet or the script. Both are public and contain no user data, so shared caches may store them. */
export function assetFor(path: string): Response | undefined {
  const [type, text] = Object.hasOwn(ASSETS, path) ? (ASSETS[path] ?? []) : [];
  if (type === undefined) return undefined;
  const headers = {
    'content-type': type,
    'cache-control': 'public, max-age=300',
    'x-content-type-options': 'nosniff',
  };
  return new Response(text, { headers });
}
