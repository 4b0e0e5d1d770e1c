import { expect, test } from 'vitest';
import type { Answer } from '../src/contract.ts';
import { inspect } from '../src/contract.ts';
import { CHANGES, UNREADABLE } from '../src/operations.ts';

const HEADERS = { 'cache-control': 'no-store', 'content-type': 'application/json' };
const PROBLEM = { ...HEADERS, 'content-type': 'application/problem+json' };
const DEVICES = { method: 'GET', path: '/account/mfa/trusted-devices' };

function answer(status: number, json: object, headers: Record<string, string> = HEADERS): Answer {
  return { status, json, text: JSON.stringify(json), headers: new Headers(headers) };
}

function problem(code: string, status: number, more: object = {}): object {
  return { type: `urn:factorkit:problem:${code}`, title: 'A title.', status, code, ...more };
}

test('an answer as documented passes, from each of the two documents', () => {
  inspect(DEVICES, answer(200, { devices: [] }));
  inspect({ ...DEVICES, method: 'HEAD' }, { ...answer(200, {}), json: undefined, text: '' });
  inspect({ method: 'POST', path: '/desk/users/find' }, answer(200, { users: [] }));
  inspect(
    { method: 'DELETE', path: '/account/mfa/factors/abc' },
    answer(404, titled('unknown-factor'), PROBLEM),
  );
  // The portal's own answers are not in the documents.
  inspect({ method: 'POST', path: '/login' }, answer(200, { kind: 'whatever' }, {}));
});

test.each<readonly [what: string, asked: typeof DEVICES, answer: Answer]>([
  ['a member too many', DEVICES, answer(200, { devices: [], secret: 'x' })],
  ['a member too few', DEVICES, answer(200, {})],
  ['another status', DEVICES, answer(202, { devices: [] })],
  ['another type', DEVICES, answer(200, { devices: [] }, { ...HEADERS, 'content-type': 'text/plain' })],
  [
    'an answer that may be kept',
    DEVICES,
    answer(200, { devices: [] }, { 'content-type': 'application/json' }),
  ],
  ['a refusal that this route does not name', DEVICES, answer(404, problem('unknown-factor', 404), PROBLEM)],
  ['a refusal by a word that nobody knows', DEVICES, answer(401, problem('go-away', 401), PROBLEM)],
  ['a 401 without its header', DEVICES, answer(401, titled('no-session'), PROBLEM)],
  ['a success where no route is', { ...DEVICES, path: '/account/mfa/nowhere' }, answer(200, {})],
  ['a page where no route is', { ...DEVICES, path: '/desk/nowhere' }, answer(404, {}, {})],
  ['a guard with another word', { ...DEVICES, path: '/payouts' }, answer(401, problem('pay', 401), PROBLEM)],
])('%s does not pass', (_, asked, given) => {
  expect(() => inspect(asked, given)).toThrow(`${asked.method} ${asked.path} ${given.status}: `);
});

test('the documented routes are all there, those of the desk too', () => {
  expect(CHANGES).toContainEqual({ method: 'PUT', path: '/account/mfa/primary' });
  expect(CHANGES).toContainEqual({ method: 'POST', path: '/desk/unlock' });
  expect(UNREADABLE).toContain('/account/mfa/recovery/cancel');
  expect(UNREADABLE).not.toContain('/account/mfa/factors/abc');
});

/** A problem with the title that is documented for it. */
function titled(code: 'unknown-factor' | 'no-session'): object {
  return code === 'no-session'
    ? { ...problem(code, 401), title: 'Nobody is signed in.' }
    : { ...problem(code, 404), title: 'This factor does not exist.' };
}
