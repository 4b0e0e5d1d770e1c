import { type Policy, presetS1 } from '@factorkit/core/policy';
import type { Answer } from '@factorkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { enableS1, enterCode, type Phone } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';
import { DESK_ACTIONS, EVERYTHING } from './desk-actions.ts';

export function supportDesk(harness: Harness): void {
  describe('the support desk', () => {
    const policy: Policy = {
      ...presetS1,
      id: 'desk',
      recovery: [
        {
          via: 'support',
          verify: { checks: ['identity-document', 'call-back'], approvals: 1 },
          grants: 'enrolment',
          resets: 'on-approval',
          after: { enrol: true },
        },
      ],
      trustedDevices: { for: '7d' },
    };

    let portal: TestPortal;
    let phone: Phone;
    /** Anna's own, signed in. */
    let owner: Browser;
    let desk: Browser;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy });
      owner = openBrowser(portal);
      phone = await enableS1(portal, owner);
      desk = openBrowser(portal);
      portal.staff.set('sam', EVERYTHING);
      portal.staff.set('kim', EVERYTHING);
    });
    afterEach(() => portal.close());

    async function requested(staff = 'sam'): Promise<string> {
      const body = { userId: 'anna', via: 'support', note: 'Lost phone.' };
      return (await desk.desk(staff, 'recovery/request', body)).at('request.id');
    }

    function approval(staff: string, requestId: string, more: object = {}): Promise<Answer> {
      const checks = ['identity-document', 'call-back'];
      const body = { userId: 'anna', requestId, checks, note: 'Passport, and called back.', ...more };
      return desk.desk(staff, 'recovery/approve', body);
    }

    async function trustedDevice(): Promise<Browser> {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const body = { factorId: phone.factorId, response: phone.code(), trustDevice: true };
      await browser.mfa('challenge/verify', { body });
      portal.clock.advance(60_000);
      return browser;
    }

    describe('who may come in', () => {
      test.each<readonly [path: string, body: object]>([
        ['users/find', { query: 'anna' }],
        ...DESK_ACTIONS.map(([path, , body]) => [path, { userId: 'anna', ...body }] as const),
      ])('POST %s is for staff alone: no session of a user opens it', async (path, body) => {
        for (const browser of [openBrowser(portal), owner]) {
          const refused = await browser.desk(
            'nobody',
            path,
            'query' in body ? body : { userId: 'anna', ...body },
          );
          expect([refused.status, refused.json]).toMatchObject([401, { code: 'no-session' }]);
          expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="factorkit"');
        }
      });

      test.each(DESK_ACTIONS)(
        'A9 POST %s tells who may not see a user nothing, not even whether there is one',
        async (path, _permission, body) => {
          portal.staff.set(
            'blind',
            EVERYTHING.filter((each) => each !== 'see'),
          );
          portal.hidden.add('bert');
          const answers = [
            await desk.desk('blind', path, { userId: 'anna', ...body }),
            await desk.desk('blind', path, { userId: 'nobody-at-all', ...body }),
            await desk.desk('sam', path, { userId: 'bert', ...body }),
            await desk.desk('sam', path, { userId: 'nobody-at-all', ...body }),
          ];
          const [first] = answers;
          expect([first?.status, first?.json]).toMatchObject([404, { code: 'unknown-user' }]);
          const shape = ({ status, text, headers }: Answer): unknown => [
            status,
            text,
            headers.get('content-length'),
          ];
          for (const answer of answers) expect(shape(answer)).toEqual(first && shape(first));
        },
      );

      test.each(DESK_ACTIONS.filter(([, permission]) => permission !== 'see'))(
        'POST %s takes the permission to %s, and nothing else will do',
        async (path, permission, body) => {
          portal.staff.set(
            'lee',
            EVERYTHING.filter((each) => each !== permission),
          );
          const before = portal.events.length;
          const refused = await desk.desk('lee', path, { userId: 'anna', ...body });
          expect([refused.status, refused.json]).toMatchObject([403, { code: 'not-permitted' }]);
          expect(portal.events).toHaveLength(before);
          portal.staff.set('lee', ['see', permission]);
          const passed = await desk.desk('lee', path, { userId: 'anna', ...body });
          expect(passed.json).not.toMatchObject({ code: 'not-permitted' });
          expect([200, 201, 404]).toContain(passed.status);
        },
      );

      test('a right that was taken back is gone with the next request', async () => {
        expect((await desk.desk('sam', 'users/view', { userId: 'anna' })).status).toBe(200);
        portal.staff.delete('sam');
        expect((await desk.desk('sam', 'users/view', { userId: 'anna' })).status).toBe(401);
      });

      test('JSON alone, from here alone, in the body alone', async () => {
        const view = '/desk/users/view';
        const body = { userId: 'anna' };
        const staff = { 'staff-session': 'sam' };
        const sent = async (path: string, headers: object): Promise<unknown> => {
          const answer = await desk.open(path, { body, headers: { ...staff, ...headers } });
          return [answer.status, Object(answer.json).code];
        };
        expect(await sent(view, {})).toEqual([200, undefined]);
        expect(await sent(view, { origin: 'https://evil.example' })).toEqual([403, 'cross-site']);
        expect(await sent(view, { 'sec-fetch-site': 'same-site' })).toEqual([403, 'cross-site']);
        expect(await sent(view, { 'content-type': 'text/plain' })).toEqual([415, 'not-json']);
        expect(await sent(`${view}?userId=anna`, {})).toEqual([400, 'query-not-allowed']);
        const read = await desk.open('/desk/users/find', { headers: staff });
        expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
        expect((await desk.open('/desk/account', { headers: staff })).status).toBe(404);
        expect((await desk.open('/account/mfa/users/view', { body, headers: staff })).status).toBe(404);
      });
    });

    describe('what is seen', () => {
      test('users are found by what staff typed, and who may not be seen is not among them', async () => {
        const found = await desk.desk('sam', 'users/find', { query: 'n' });
        expect(found.json).toEqual({ users: [{ userId: 'anna', name: 'anna@portal.example' }] });
        portal.hidden.add('anna');
        expect((await desk.desk('sam', 'users/find', { query: 'n' })).json).toEqual({ users: [] });
        portal.staff.set('new', []);
        portal.hidden.clear();
        expect((await desk.desk('new', 'users/find', { query: 'n' })).json).toEqual({ users: [] });
      });

      test('S0.19 a user is shown with masked factors, what may be done, and no secret', async () => {
        portal.staff.set('lee', ['see', 'unlock']);
        const seen = await desk.desk('lee', 'users/view', { userId: 'anna' });
        expect(seen.json).toMatchObject({
          user: { userId: 'anna', name: 'anna@portal.example' },
          may: ['see', 'unlock'],
          account: {
            enabled: true,
            factors: [{ id: phone.factorId, method: 'totp', label: 'Phone', state: { kind: 'open' } }],
            recoveryPaths: ['support'],
          },
        });
        expect(seen.text).not.toContain(phone.secret);
        expect(seen.headers.get('cache-control')).toBe('no-store');
      });

      test('L1 every action is in the history with who did it and why, page by page', async () => {
        await desk.desk('sam', 'recovery/cancel', {
          userId: 'anna',
          requestId: await requested(),
          note: 'Found her phone.',
        });
        const first = await desk.desk('kim', 'users/history', { userId: 'anna' });
        const { events, cursor } = Object(first.json);
        expect(events.map(({ type }: { readonly type: string }) => type)).toContain('factor.activated');
        expect(events.slice(-2)).toMatchObject([
          { type: 'recovery.requested', actor: { kind: 'staff', id: 'sam' }, note: 'Lost phone.' },
          { type: 'recovery.cancelled', actor: { kind: 'staff', id: 'sam' }, note: 'Found her phone.' },
        ]);
        const none = await desk.desk('kim', 'users/history', { userId: 'anna', after: cursor });
        expect(none.json).toMatchObject({ events: [] });
        await requested();
        const next = await desk.desk('kim', 'users/history', { userId: 'anna', after: cursor });
        expect(next.json).toMatchObject({ events: [{ type: 'recovery.requested' }] });
        const bert = await desk.desk('kim', 'users/history', { userId: 'bert' });
        expect(bert.json).toMatchObject({ events: [] });
      });
    });

    describe('what is done', () => {
      test('S0.17 one asks, another vouches, and the next sign-in enrols', async () => {
        const body = { userId: 'anna', via: 'support', note: 'Lost phone.' };
        const asked = await desk.desk('sam', 'recovery/request', body);
        expect(asked.status).toBe(201);
        expect(asked.json).toMatchObject({
          kind: 'requested',
          request: { via: 'support', requestedBy: { kind: 'staff', id: 'sam' }, approvalsNeeded: 1 },
        });
        const requestId = asked.at('request.id');
        const partly = await approval('kim', requestId, { checks: ['call-back'] });
        expect(partly.json).toMatchObject({ kind: 'approved', request: { switchedOff: false } });
        const code = (await approval('kim', requestId)).at('code');
        expect((await desk.desk('kim', 'users/view', { userId: 'anna' })).json).toMatchObject({
          account: { recoveries: [{ switchedOff: true, state: { kind: 'ready' } }] },
        });
        // The old app signs in no more, and the password alone leads to the field for the code.
        const anna = openBrowser(portal);
        expect((await anna.logIn('anna')).json).toEqual({ kind: 'challenge' });
        expect((await anna.mfa('challenge')).json).toMatchObject({ challenge: { options: [] } });
        const done = await anna.mfa('recovery/complete', { body: { via: 'support', code } });
        expect(done.json).toMatchObject({ kind: 'completed', next: { kind: 'enrol' } });
      });

      test('nobody approves what they asked for, or their own account', async () => {
        const requestId = await requested('sam');
        const own = await approval('sam', requestId);
        expect([own.status, own.json]).toMatchObject([403, { code: 'own-request' }]);
        portal.staff.set('anna', EVERYTHING);
        expect((await approval('anna', requestId)).json).toMatchObject({ code: 'own-request' });
        expect((await desk.desk('kim', 'users/view', { userId: 'anna' })).json).toMatchObject({
          account: { enabled: true, recoveries: [{ approvals: [] }] },
        });
        // Who is staff is the portal's word, not the client's.
        for (const more of [{ staff: { id: 'kim' } }, { staffId: 'kim' }, { user: { accountName: 'x' } }]) {
          expect((await approval('sam', requestId, more)).json).toMatchObject({ code: 'input-invalid' });
        }
      });

      test('one recovery is called off by its id, and not another', async () => {
        const requestId = await requested();
        const body = { userId: 'anna', requestId, note: 'Found it.' };
        const wrong = await desk.desk('kim', 'recovery/cancel', { ...body, requestId: 'another' });
        expect([wrong.status, wrong.json]).toMatchObject([404, { code: 'unknown-recovery' }]);
        expect((await desk.desk('kim', 'recovery/cancel', body)).json).toMatchObject({ kind: 'cancelled' });
        expect((await desk.desk('kim', 'recovery/cancel', body)).status).toBe(404);
      });

      test('H5 P3 a locked app is unlocked for the next try, with its count', async () => {
        const guesser = openBrowser(portal);
        await guesser.logIn('anna');
        for (const guess of ['000000', '111111', '222222', '333333', '444444'])
          await enterCode(guesser, phone, guess);
        expect((await enterCode(guesser, phone)).status).toBe(429);
        const body = { userId: 'anna', target: phone.factorId, note: 'It was her child.' };
        expect((await desk.desk('sam', 'unlock', body)).json).toEqual({ kind: 'unlocked' });
        expect((await desk.desk('sam', 'unlock', body)).json).toEqual({ kind: 'not-locked' });
        expect((await desk.desk('sam', 'users/view', { userId: 'anna' })).json).toMatchObject({
          account: { factors: [{ failures: 5 }] },
        });
        expect((await enterCode(guesser, phone)).json).toMatchObject({ kind: 'complete' });
        const unknown = await desk.desk('sam', 'unlock', { ...body, target: 'another' });
        expect([unknown.status, unknown.json]).toMatchObject([404, { code: 'unknown-factor' }]);
      });

      test('L5 the trust in all browsers is ended', async () => {
        const browser = await trustedDevice();
        const body = { userId: 'anna', note: 'Laptop stolen.' };
        expect((await desk.desk('sam', 'trusted-devices/revoke', body)).json).toEqual({
          kind: 'revoked',
          count: 1,
        });
        expect((await browser.logIn('anna')).json).toEqual({ kind: 'challenge' });
      });

      test('L1 A13 nothing is done without a reason, and no refusal repeats one', async () => {
        const before = portal.events.length;
        for (const [path, permission, body] of DESK_ACTIONS) {
          if (permission === 'see' || permission === 'history') continue;
          for (const note of ['', ' \n', 'x'.repeat(501), 7, null]) {
            const refused = await desk.desk('sam', path, { userId: 'anna', ...body, note });
            expect([path, refused.status, refused.json]).toMatchObject([path, 400, { path: 'note' }]);
          }
        }
        const requestId = await requested();
        const said = 'Her mother’s name is Adelheid';
        for (const more of [
          { checks: ['palm-reading'] },
          { checks: 'call-back' },
          { requestId: 'another' },
        ]) {
          const refused = await approval('kim', requestId, { note: said, ...more });
          expect(refused.status).toBeGreaterThan(399);
          expect(refused.text).not.toContain('Adelheid');
        }
        expect(JSON.stringify(portal.errors.map(String))).not.toContain('Adelheid');
        expect(portal.events.slice(before).map(({ type }) => type)).toEqual(['recovery.requested']);
      });
    });
  });
}
