import { type Policy, presetS2 } from '@factorkit/core/policy';
import type { SupportPermission } from '@factorkit/http';
import { expect, test } from 'vitest';
import { createSupportPages, type SupportedPerson } from '../src/index.ts';
import { type FetchPortal, fetchPortal } from './fetch-portal.ts';

const BASE = '/account/mfa';
const BOB: SupportedPerson = { userId: 'bob', user: { accountName: 'bob' }, name: 'Bob Berger' };

const policy: Policy = {
  ...presetS2,
  rules: [...presetS2.rules, { id: 'desk', actions: { help: { of: ['password'], maxAge: '5m' } } }],
};

/** A desk whose staff have these permissions. */
function deskFor(permissions: readonly SupportPermission[]): FetchPortal {
  return fetchPortal({}, policy, (pages, mfa) =>
    createSupportPages({
      ...{ pages, path: BASE, action: 'help' },
      portals: () => [
        {
          ...{ id: 'portal', name: 'Example Portal', mfa },
          host: {
            may: async (_staff, permission) => permissions.includes(permission),
            userOf: async (userId) => (userId === BOB.userId ? BOB : undefined),
            findUser: async (query) => (query === 'bob' ? [BOB] : []),
          },
        },
      ],
    }),
  );
}

test('A9 without permission to see a user, nobody is found, and the page is that of no user', async () => {
  const staff = deskFor([]).visitor();
  await staff.submit('/sign-in', { password: 'right' });
  const found = await staff.submit(`${BASE}/home`, { portal: 'portal', name: 'bob' });
  expect(found.status).toBe(422);
  const [hidden, missing] = [
    await staff.get(`${BASE}/users/portal/bob`),
    await staff.get(`${BASE}/users/portal/nobody`),
  ];
  expect([hidden.status, missing.status]).toEqual([404, 404]);
  const plain = (text: string): string => text.replace(/value="[^"]*"/g, '');
  expect(plain(hidden.text)).toBe(plain(missing.text));
});

test('an action without its permission is refused, and no history is shown without that', async () => {
  const staff = deskFor(['see']).visitor();
  await staff.submit('/sign-in', { password: 'right' });
  const found = await staff.submit(`${BASE}/home`, { portal: 'portal', name: 'bob' });
  expect(found.headers.get('location')).toBe(`${BASE}/users/portal/bob`);
  const page = await staff.get(`${BASE}/users/portal/bob`);
  expect(page.text).toContain('Bob Berger');
  const asked = await staff.get(`${BASE}/users/portal/bob/open/support`);
  expect(asked.status).toBe(409);
});

test('the desk is closed to strangers', async () => {
  const stranger = deskFor(['see']).visitor();
  for (const path of ['/home', '/users/portal/bob', '/users/portal/bob/open/support']) {
    expect((await stranger.get(BASE + path)).headers.get('location')).toBe('/sign-in');
  }
});
