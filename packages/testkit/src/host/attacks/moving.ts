import type { Browser } from '../../browser.ts';
import { must } from '../../contract.ts';
import type { HostCase } from '../cases/host-case.ts';
import { OLD_MS } from '../cases/offered.ts';
import { changePassword } from '../cases/sessions.ts';
import type { AppInForce, HostFixture } from '../fixture.ts';

/** Attacks that use something where it does not belong, or after its time. */
export const moving: readonly HostCase[] = [
  {
    name: 'attack 6: the trust in a browser ends with the factor that it stands for',
    needs: ['trusted-browsers', 'clock'],
    async check(fixture) {
      const { browser: owner, app } = await fixture.owner();
      const trusted = await trust(fixture, app);
      const removed = await fixture.mfa(owner, 'DELETE', `factors/${app.factorId}`);
      must(removed.status === 200, 'a factor is removed after fresh proof');
      await fixture.enrol(await fixture.signedIn());
      const afterwards = await signInIn(fixture, trusted.copy());
      must(!(await fixture.isSignedIn(afterwards)), 'a new factor is asked for in every browser');
    },
  },
  {
    name: 'attack 6: the trust in a browser ends with the password',
    needs: ['trusted-browsers', 'password-change', 'clock'],
    async check(fixture) {
      const { browser: owner, app } = await fixture.owner();
      const trusted = await trust(fixture, app);
      must(
        await fixture.isSignedIn(await signInIn(fixture, trusted.copy())),
        'a trusted browser needs no code',
      );
      const password = await changePassword(fixture, owner);
      const afterwards = await signInIn(fixture, trusted.copy(), password);
      must(!(await fixture.isSignedIn(afterwards)), 'a new password ends the trust');
    },
  },
  {
    name: 'attack 7: the password alone removes no factor',
    async check(fixture) {
      const app = await fixture.enrol(await fixture.signedIn());
      const attacker = await fixture.challenged();
      await fixture.mfa(attacker, 'DELETE', `factors/${app.factorId}`);
      await fixture.mfa(attacker, 'POST', 'reauthenticate', { password: fixture.user.password });
      await fixture.mfa(attacker, 'DELETE', `factors/${app.factorId}`);
      must(
        !(await fixture.isSignedIn(await signInIn(fixture, fixture.visitor()))),
        'the factor is still asked for',
      );
    },
  },
  {
    name: 'attack 7: a session with old proof and the password remove no factor',
    needs: ['clock'],
    async check(fixture) {
      const { browser: session, app } = await fixture.owner();
      await fixture.advance(OLD_MS);
      await fixture.mfa(session, 'POST', 'reauthenticate', { password: fixture.user.password });
      const removed = await fixture.mfa(session, 'DELETE', `factors/${app.factorId}`);
      must(removed.status !== 200, 'a change of the factors takes the factor');
      must(
        !(await fixture.isSignedIn(await signInIn(fixture, fixture.visitor()))),
        'the factor is still asked for',
      );
    },
  },
  {
    name: 'attack 8: of three set-ups at once each is active or is not, and none replaces another',
    async check(fixture) {
      const browser = await fixture.signedIn();
      const begun = await Promise.all(
        [1, 2, 3].map(() => fixture.mfa(browser, 'POST', 'factors', { method: 'totp' })),
      );
      const apps = begun.flatMap(({ json }) => fixture.appIn(json));
      const copies = apps.map((app) => ({ app, browser: browser.copy() }));
      const answers = await Promise.all(
        copies.map(({ app, browser: copy }) =>
          fixture.mfa(copy, 'POST', `factors/${app.factorId}/confirm`, app.now()),
        ),
      );
      const inForce = new Set(
        copies.filter((_, at) => answers[at]?.json?.kind === 'active').map(({ app }) => app.factorId),
      );
      // Where the set-up takes it that the backup codes are kept, one of them got the codes.
      for (const [at, { app, browser: copy }] of copies.entries()) {
        if (answers[at]?.json?.kind !== 'acknowledge') continue;
        const { factorId } = app;
        const { json } = await fixture.mfa(copy, 'POST', 'backup-codes/acknowledge', { factorId });
        for (const id of Object(json).activated ?? []) inForce.add(id);
      }
      must(inForce.size > 0, 'at least one is confirmed');
      const attacker = await fixture.challenged();
      const challenge = await fixture.mfa(attacker, 'GET', 'challenge');
      const asked: readonly { readonly factorId: string }[] = Object(challenge.json?.challenge).options ?? [];
      const listed = new Set(asked.map(({ factorId }) => factorId));
      must(
        [...inForce].every((id) => listed.has(id)),
        'what was confirmed is asked for',
      );
      must(
        [...listed].every((id) => inForce.has(id)),
        'what was not confirmed is not',
      );
    },
  },
  {
    name: 'attack 9: the account of one user stored as another’s opens nothing',
    needs: ['two-accounts'],
    async check(fixture) {
      const { second } = fixture.harness;
      must(second !== undefined, 'a harness with two accounts says whose they are');
      const app = await fixture.enrol(await fixture.signedIn());
      await second.takesOver();
      const browser = fixture.visitor();
      // A store that was written to by somebody else is an error, which the portal may answer as it likes.
      await fixture.harness.signIn(browser, second.login);
      await fixture.mfa(browser, 'POST', 'challenge/verify', app.next());
      must(!(await fixture.isSignedIn(browser)), 'an account that was moved is nobody’s');
    },
  },
  {
    name: 'attack 12: whatever the first factor is, the second is asked for',
    needs: ['other-sign-in'],
    async check(fixture) {
      const { harness, user } = fixture;
      must(harness.otherSignIn !== undefined, 'a portal with other-sign-in says how it is sent');
      const first = fixture.visitor();
      await harness.otherSignIn(first, user);
      must(await fixture.isSignedIn(first), 'it signs in where nothing is enrolled');
      const { app } = await fixture.owner();
      const browser = fixture.visitor();
      await harness.otherSignIn(browser, user);
      must(!(await fixture.isSignedIn(browser)), 'the factor is asked for after every first factor');
      await fixture.mfa(browser, 'POST', 'challenge/verify', app.next());
      must(await fixture.isSignedIn(browser), 'and with it the sign-in is complete');
    },
  },
  {
    name: 'FB13: a step-up of one user raises no session of another',
    needs: ['two-accounts', 'clock', 'step-up'],
    async check(fixture) {
      const { second } = fixture.harness;
      must(second !== undefined, 'a harness with two accounts says whose they are');
      const { browser: mine, app } = await fixture.owner();
      const { browser: theirs, app: other } = await fixture.owner(second.login);
      await fixture.advance(OLD_MS);
      const begun = await fixture.mfa(mine, 'POST', 'reauthenticate', {
        intent: { kind: 'remove', factorId: app.factorId },
        tokenIn: 'body',
      });
      const token = Object(begun.json).token;
      must(typeof token === 'string', 'an old proof asks for a new one');
      await fixture.mfa(theirs, 'POST', 'challenge/verify', { token, ...app.next() });
      for (const { factorId } of [other, app]) {
        const removed = await fixture.mfa(theirs, 'DELETE', `factors/${factorId}`);
        must(removed.status !== 200, 'the proof of one user is not another’s, and makes nobody another user');
      }
    },
  },
  {
    name: 'FB11: an answer that is sent twice signs in, and the browser stays signed in',
    async check(fixture) {
      const app = await fixture.enrol(await fixture.signedIn());
      const browser = await fixture.challenged();
      const answer = app.next();
      const answers = await Promise.all(
        [1, 2].map(() => fixture.mfa(browser, 'POST', 'challenge/verify', answer)),
      );
      must(answers.filter(({ status }) => status === 200).length === 1, 'one of the two signs in');
      must(
        answers.every(({ status }) => status < 500),
        'and the other is no fault of the portal',
      );
      must(await fixture.isSignedIn(browser), 'the refusal of the second ends no session');
    },
  },
  {
    name: 'FB15: the operator learns of both origins of a change that another site asked for',
    needs: ['error-log'],
    async check(fixture) {
      must(fixture.harness.errors !== undefined, 'a harness with error-log shows it');
      const origin = 'https://evil.example';
      const response = await fixture.fetch(
        new Request(new URL(`${fixture.base}/challenge/verify`, fixture.origin), {
          method: 'POST',
          headers: { origin, 'content-type': 'application/json' },
          body: '{}',
        }),
      );
      must(response.status === 403, 'it is refused');
      const told = await fixture.harness.errors();
      must(
        told.some((text) => text.includes(origin) && text.includes(fixture.origin)),
        'the operator learns which two origins did not fit',
      );
    },
  },
  {
    name: 'FB7: a cookie whose name only ends like ours is none of ours',
    async check(fixture) {
      const browser = await fixture.signedIn();
      for (const [name, value] of browser.cookies()) {
        for (const other of [`evil-${name}`, `x.${name}`, `${name}x`]) {
          const request = new Request(new URL(`${fixture.base}/account`, fixture.origin), {
            headers: { cookie: `${other}=${value}` },
          });
          must((await fixture.fetch(request)).status !== 200, 'cookies are read by their whole name');
        }
      }
    },
  },
];

async function signInIn(
  fixture: HostFixture,
  browser: Browser,
  password = fixture.user.password,
): Promise<Browser> {
  await fixture.harness.signIn(browser, { ...fixture.user, password });
  return browser;
}

async function trust(fixture: HostFixture, app: AppInForce): Promise<Browser> {
  await fixture.advance(60_000);
  const browser = await fixture.challenged();
  const verified = await fixture.mfa(browser, 'POST', 'challenge/verify', {
    ...app.next(),
    trustDevice: true,
  });
  must(verified.status === 200, 'a code signs in');
  return browser;
}
