// Writes the OpenAPI documents that are in the package @factorkit/http. A test there fails while they are stale.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiDocument, supportOpenApiDocument } from '../packages/http/src/index.ts';

const folder = join(import.meta.dirname, '../packages/http');
const documents = { 'openapi.json': openApiDocument(), 'support-openapi.json': supportOpenApiDocument() };

for (const [name, document] of Object.entries(documents)) {
  await writeFile(join(folder, name), `${JSON.stringify(document, null, 2)}\n`);
}
