// Writes what is made from the routes and is not committed: the OpenAPI documents of @factorkit/http, and the types of
// @factorkit/client. Types, builds and the check for dead code need them; tests and the demo do not.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import { openApiDocument, supportOpenApiDocument } from '../packages/http/src/index.ts';

const packages = join(import.meta.dirname, '../packages');
const users = JSON.stringify(openApiDocument(), null, 2);
const desk = JSON.stringify(supportOpenApiDocument(), null, 2);

await writeFile(join(packages, 'http/openapi.json'), `${users}\n`);
await writeFile(join(packages, 'http/support-openapi.json'), `${desk}\n`);
await writeFile(join(packages, 'client/src/openapi.ts'), astToString(await openapiTypes(users)));
