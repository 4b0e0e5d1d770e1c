// Loads files where only the globals of browsers exist, and uses the client and the QR code that they export.
// Started with --experimental-vm-modules and the paths of the files.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createContext, SourceTextModule } from 'node:vm';

const { URL, URLSearchParams, FormData, Headers, Request, Response, TextEncoder, TextDecoder } = globalThis;
const browser = { URL, URLSearchParams, FormData, Headers, Request, Response, TextEncoder, TextDecoder };
const exported = {};
for (const file of process.argv.slice(2)) {
  const context = createContext({ ...browser });
  const module = new SourceTextModule(await readFile(file, 'utf8'), { context, identifier: file });
  await module.link((specifier) => {
    throw new Error(`${file} imports ${specifier}`);
  });
  await module.evaluate();
  Object.assign(exported, module.namespace);
}

const { createMfaClient, qrSvg } = exported;
assert.match(qrSvg('otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'), /^<svg/);
const answer = new Response('{"kind":"complete"}', { headers: { 'content-type': 'application/json' } });
const client = createMfaClient({ baseUrl: 'https://a.example/mfa', fetch: async () => answer });
const { data } = await client.POST('/challenge/verify', { body: { factorId: 'a', response: '1' } });
assert.equal(data?.kind, 'complete');
