import { type Policy, presetS1 } from '@factorkit/core/policy';
import type { Answer } from '@factorkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { beginSetUp, confirm, enableS1, enterCode, type Phone } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function recovery(harness: Harness): void {
  describe('recovery', () => {
    const policy: Policy = {
      ...presetS1,
      id: 'recovering',
      recovery: [
        {
          via: 'support',
          verify: { checks: ['identity'], approvals: 1 },
          hold: '1h',
          grants: 'enrolment',
          resets: 'on-confirmation',
          after: { enrol: true },
        },
        { via: 'form', verify: { checks: ['form'], approvals: 1 }, grants: 'session' },
      ],
      trustedDevices: { for: '7d' },
      on: [{ event: 'recovery.completed', do: ['revoke-all-sessions', 'notify'] }],
    };

    const COOKIE = '__Host-factorkit';
    const HOUR = 3_600_000;

    let portal: TestPortal;
    let phone: Phone;
    /** Anna's own, signed in. */
    let owner: Browser;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy });
      portal.staff.set('sam', ['see', 'approve']);
      owner = openBrowser(portal);
      phone = await enableS1(portal, owner);
    });
    afterEach(() => portal.close());

    /** Anyone who knows Anna's password, as far as the second factor. */
    async function atTheFactor(): Promise<Browser> {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      return browser;
    }

    function ask(browser: Browser, via = 'support'): Promise<Answer> {
      return browser.mfa('recovery', { body: { via } });
    }

    function finish(browser: Browser, { via = 'support', code = '' } = {}): Promise<Answer> {
      return browser.mfa('recovery/complete', { body: { via, ...(code !== '' && { code }) } });
    }

    async function requestId(): Promise<string> {
      const view = await owner.desk('sam', 'users/view', { userId: 'anna' });
      return view.at('account.recoveries.0.id');
    }

    async function approve(check = 'identity'): Promise<Answer> {
      const body = { userId: 'anna', requestId: await requestId(), checks: [check], note: 'Called back.' };
      return owner.desk('sam', 'recovery/approve', body);
    }

    /** What the link in the message to the owner carries. */
    async function cancelToken(): Promise<string> {
      await portal.mfa.dispatchNotices({ userId: 'anna' });
      const token = portal.notices.findLast(({ about }) => about === 'recovery.requested')?.cancelToken;
      if (token === undefined) throw new Error('no message with a link');
      return token;
    }

    test('S0.18 R12 the right password asks, support verifies, the hold runs out, and a new app takes the place of the lost', async () => {
      const browser = await atTheFactor();
      expect((await browser.mfa('challenge')).json).toMatchObject({
        challenge: { recovery: [{ via: 'support', state: { kind: 'open' } }, { via: 'form' }] },
      });
      const asked = await ask(browser);
      expect(asked.status).toBe(202);
      expect(asked.json).toEqual({
        kind: 'requested',
        recovery: {
          via: 'support',
          handover: 'staff',
          requestedAt: portal.clock.now(),
          expiresAt: expect.any(Number),
          state: { kind: 'requested', at: portal.clock.now() },
        },
      });
      const early = await finish(browser);
      expect([early.status, early.json]).toMatchObject([403, { code: 'denied', reason: 'not-verified' }]);
      const approved = await approve();
      expect(approved.json).toMatchObject({ kind: 'approved' });
      const code = approved.at('code');
      const until = portal.clock.now() + HOUR;
      const held = await finish(browser, { code });
      expect([held.status, held.json]).toMatchObject([403, { code: 'denied', reason: 'held', until }]);

      portal.clock.advance(HOUR);
      await browser.logIn('anna');
      const guessed = await finish(browser, { code: 'AAAA-AAAA' });
      expect([guessed.status, guessed.json]).toMatchObject([422, { code: 'rejected' }]);
      const done = await finish(browser, { code });
      expect(done.json).toMatchObject({
        kind: 'completed',
        next: { kind: 'enrol', methods: ['totp'] },
        sessions: { kind: 'revoked', scope: 'all' },
      });
      expect(done.text).not.toContain(browser.cookies().get(COOKIE) ?? 'fk1');
      expect((await owner.mfa('account')).status).toBe(401);
      expect((await browser.mfa('account')).status).toBe(401);
      const next = await beginSetUp(portal, browser);
      expect((await confirm(browser, next)).status).toBe(200);
      portal.clock.advance(60_000);

      const later = await atTheFactor();
      expect((await enterCode(later, phone)).json).toMatchObject({ code: 'unknown-factor' });
      expect((await enterCode(later, next)).json).toMatchObject({ kind: 'complete' });
    });

    test('R12 a recovery that opens the portal gives a session once, after all others have ended', async () => {
      const browser = await atTheFactor();
      await ask(browser, 'form');
      const code = (await approve('form')).at('code');
      const done = await finish(browser, { via: 'form', code });
      expect(done.json).toMatchObject({
        kind: 'completed',
        next: { kind: 'complete', level: 'single-factor' },
      });
      expect(browser.cookies().has(COOKIE)).toBe(false);
      expect((await browser.mfa('account')).json).toMatchObject({ enabled: true });
      expect(portal.sessionIds()).toEqual([browser.cookies().get('sid')]);

      const again = await atTheFactor();
      const used = await finish(again, { via: 'form', code });
      expect([used.status, used.json]).toMatchObject([409, { code: 'used' }]);
      expect(portal.sessionIds()).toHaveLength(1);
    });

    test('A8 R12 without a sign-in under way nothing is asked for, and a reset needs the right password first', async () => {
      const stranger = openBrowser(portal);
      for (const answer of [await ask(stranger), await finish(stranger)]) {
        expect([answer.status, answer.json]).toMatchObject([404, { code: 'no-challenge' }]);
      }
      // A session is no sign-in: who is in has not lost the way in.
      expect((await ask(owner)).json).toMatchObject({ code: 'no-challenge' });
      const planted = openBrowser(portal);
      planted.setCookie(COOKIE, 'fk1.k1.planted');
      expect((await ask(planted)).json).toMatchObject({ code: 'invalid-token' });
      expect(planted.cookies().has(COOKIE)).toBe(false);
    });

    test('FA18 a path that the policy does not offer is denied, and one request does not block another path', async () => {
      const browser = await atTheFactor();
      for (const via of ['backup-code', 'x-friend']) {
        const refused = await ask(browser, via);
        expect([refused.status, refused.json]).toMatchObject([
          403,
          { code: 'denied', reason: 'not-offered' },
        ]);
      }
      await ask(browser);
      const other = await ask(browser, 'form');
      expect(other.status).toBe(202);
      const missing = await finish(browser, { via: 'form' });
      expect([missing.status, missing.json]).toMatchObject([403, { reason: 'not-verified' }]);
    });

    test('L5 what an attacker began is stopped by the link that its owner was sent, without a session, and the link works once', async () => {
      const attacker = await atTheFactor();
      await ask(attacker);
      await approve();
      const token = await cancelToken();
      const stranger = openBrowser(portal);
      const scanned = await stranger.mfa(`recovery/cancel?cancelToken=${token}`, { method: 'GET' });
      expect(scanned.status).toBe(405);
      const inUrl = await stranger.mfa(`recovery/cancel?cancelToken=${token}`, { body: {} });
      expect([inUrl.status, inUrl.json]).toMatchObject([400, { code: 'query-not-allowed' }]);
      const stopped = await stranger.mfa('recovery/cancel', { body: { cancelToken: token } });
      expect([stopped.status, stopped.json]).toMatchObject([200, { kind: 'cancelled' }]);

      portal.clock.advance(HOUR);
      await attacker.logIn('anna');
      expect((await finish(attacker)).json).toMatchObject({ code: 'unknown-recovery' });
      const replayed = await stranger.mfa('recovery/cancel', { body: { cancelToken: token } });
      expect([replayed.status, replayed.json]).toMatchObject([404, { code: 'unknown-recovery' }]);
      // Nor does the old link stop a later request of the owner's own.
      await ask(attacker);
      expect((await stranger.mfa('recovery/cancel', { body: { cancelToken: token } })).status).toBe(404);
      expect((await finish(attacker)).json).toMatchObject({ reason: 'not-verified' });
      const events = portal.events.filter(({ type }) => type === 'recovery.cancelled');
      expect(events).toMatchObject([{ actor: { kind: 'link' }, source: { ip: '127.0.0.1' } }]);
    });

    test('A13 what stops a recovery reaches the owner alone: not who asked, not staff, and no error repeats it', async () => {
      const attacker = await atTheFactor();
      await ask(attacker);
      const token = await cancelToken();
      await ask(attacker);
      await attacker.mfa('challenge');
      await owner.mfa('account');
      portal.staff.set('sam', ['see', 'request', 'approve', 'history']);
      await owner.desk('sam', 'recovery/request', { userId: 'anna', via: 'support' });
      await owner.desk('sam', 'users/view', { userId: 'anna' });
      await owner.desk('sam', 'users/history', { userId: 'anna' });
      for (const wrong of [token.slice(0, -2), `${token}x`, 'fkc1.', '']) {
        const refused = await attacker.mfa('recovery/cancel', { body: { cancelToken: wrong } });
        expect([refused.status, refused.json]).toMatchObject([400, { code: 'invalid-token' }]);
      }
      await attacker.mfa('recovery/cancel', { body: { cancelToken: token, more: token } });
      const heart = token.slice(10, -10);
      expect(heart.length).toBeGreaterThan(30);
      const said = [...attacker.transcript, ...owner.transcript].map(({ text }) => text);
      expect(said.length).toBeGreaterThan(12);
      for (const text of said) {
        expect(text).not.toContain(heart);
        expect(text).not.toContain('cancelToken');
      }
    });

    test('S1.15 the owner sees it in the settings, and a session that showed a factor stops it by its id', async () => {
      const trusted = await atTheFactor();
      await trusted.mfa('challenge/verify', {
        body: { factorId: phone.factorId, response: phone.code(), trustDevice: true },
      });
      portal.clock.advance(120_000);
      await trusted.logIn('anna');
      const attacker = await atTheFactor();
      await ask(attacker);
      const seen = await owner.mfa('account');
      expect(seen.json).toMatchObject({ recoveries: [{ via: 'support', requestedBy: { kind: 'user' } }] });
      const id = seen.at('recoveries.0.id');

      const bert = openBrowser(portal);
      await bert.logIn('bert');
      const foreign = await bert.mfa(`recovery/${id}`, { method: 'DELETE' });
      expect([foreign.status, foreign.json]).toMatchObject([404, { code: 'unknown-recovery' }]);
      const other = await owner.mfa('recovery/another', { method: 'DELETE' });
      expect([other.status, other.json]).toMatchObject([404, { code: 'unknown-recovery' }]);

      // A browser that is merely trusted was shown nothing: anyone who holds it does not decide.
      const refused = await trusted.mfa(`recovery/${id}`, { method: 'DELETE' });
      expect([refused.status, refused.json]).toMatchObject([401, { code: 'proof-required' }]);
      const stopped = await owner.mfa(`recovery/${id}`, { method: 'DELETE' });
      expect([stopped.status, stopped.json]).toMatchObject([200, { kind: 'cancelled' }]);
      expect((await owner.mfa('account')).json).toMatchObject({ recoveries: [] });
    });

    test('a client without cookies does the same with the token in the body', async () => {
      const app = openBrowser(portal);
      const credentials = { name: 'anna', password: 'correct-horse-anna', native: true };
      const first = (await app.open('/login', { body: credentials })).at('token');
      expect((await app.mfa('recovery', { body: { via: 'support', token: first } })).status).toBe(202);
      const code = (await approve()).at('code');
      portal.clock.advance(HOUR);
      const token = (await app.open('/login', { body: credentials })).at('token');
      const done = await app.mfa('recovery/complete', { body: { via: 'support', code, token } });
      const next = done.at('next.token');
      expect(app.cookies().size).toBe(0);
      const begun = await app.mfa('factors', { body: { method: 'totp', token: next } });
      expect(begun.status).toBe(201);
    });
  });
}
