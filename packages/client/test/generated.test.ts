import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { expect, test } from 'vitest';

const document: OpenAPI3 = createRequire(import.meta.url)('@factorkit/http/openapi.json');

/** Without the layout, which the formatter decides. */
function bare(text: string): string {
  return text.replace(/^\/\*\*[\s\S]*?\*\/\n/, '').replace(/[\s;,'"|]/g, '');
}

test('the types are those of the OpenAPI document: `pnpm --filter @factorkit/client generate` after a change', async () => {
  const kept = await readFile(new URL('../src/openapi.ts', import.meta.url), 'utf8');
  expect(bare(kept)).toBe(bare(astToString(await openapiTS(document))));
});
