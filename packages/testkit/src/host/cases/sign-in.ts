import { must } from '../../contract.ts';
import type { HostFixture } from '../fixture.ts';
import { foreignVersions } from '../requests.ts';
import type { HostCase } from './host-case.ts';
import { changePassword } from './sessions.ts';

/** How a portal finds out who is there. */
export const signingIn: readonly HostCase[] = [
  {
    name: 'an unknown name costs as many password hashes as a known one',
    async check(fixture) {
      const known = await hashesOf(fixture, fixture.user.name);
      const unknown = await hashesOf(fixture, 'nobody.of.this.name');
      must(known > 0, 'passwords are hashed where the harness counts them');
      must(known === unknown, 'an unknown name takes as long as a wrong password');
    },
  },
  {
    name: 'a page of another site signs nobody in',
    async check(fixture) {
      const requests = await fixture.recorded((browser) => fixture.harness.signIn(browser, fixture.user));
      for (const request of requests.flatMap(foreignVersions)) {
        const response = await fixture.fetch(request);
        must(!(await opens(fixture, response)), 'a form of another site gets no session');
      }
    },
  },
  {
    name: 'a sign-in that cannot be read is the mistake of who sent it, and opens nothing',
    async check(fixture) {
      const requests = await fixture.recorded((browser) => fixture.harness.signIn(browser, fixture.user));
      for (const { url, headers, body } of requests) {
        for (const text of ['', body.slice(0, -1), `${body}${'x'.repeat(200_000)}`, '[]', 'null', '%']) {
          const response = await fixture.fetch(
            new Request(url, { method: 'POST', headers, body: text, redirect: 'manual' }),
          );
          must(response.status < 500, 'what cannot be read is answered with a status of 400 to 499');
          must(!(await opens(fixture, response)), 'what cannot be read opens nothing');
        }
      }
    },
  },
  {
    name: 'however the name is typed, it is the same user or nobody',
    async check(fixture) {
      const { harness, user } = fixture;
      const { name, password } = user;
      await fixture.enrol(await fixture.signedIn());
      const capital = name.charAt(0).toUpperCase() + name.slice(1);
      for (const typed of [name.toUpperCase(), capital, ` ${name}`, `${name} `, `${name}\u200b`]) {
        const browser = fixture.visitor();
        await harness.signIn(browser, { name: typed, password });
        must(
          !(await fixture.isSignedIn(browser)),
          'another spelling of the name does not sign in without the factor: the user id is that of the row',
        );
      }
    },
  },
  {
    name: 'an account that the store lost opens nothing',
    needs: ['lost-rows'],
    async check(fixture) {
      const { harness, user } = fixture;
      const anna = await fixture.signedIn();
      await fixture.enrol(anna);
      must(harness.loseAccount !== undefined, 'a harness with lost-rows loses the account');
      await harness.loseAccount();
      const attacker = fixture.visitor();
      await harness.signIn(attacker, user);
      must(
        !(await fixture.isSignedIn(attacker)),
        'the password alone does not sign in where the row was lost',
      );
      const { status } = await fixture.mfa(anna, 'POST', 'factors', { method: 'totp' });
      must(status >= 400, 'a session sets nothing up where the row was lost');
    },
  },
  {
    name: 'a password that changes while it is hashed opens nothing',
    needs: ['password-change'],
    async check(fixture) {
      const { harness, user } = fixture;
      const anna = await fixture.signedIn();
      const attacker = fixture.visitor();
      const hash = await harness.passwordWork.holdNext();
      const signIn = harness.signIn(attacker, user);
      await Promise.race([hash.arrived, signIn]);
      await changePassword(fixture, anna);
      await hash.release();
      await signIn;
      must(
        !(await fixture.isSignedIn(attacker)),
        'the password is compared with the active one after the hash',
      );
    },
  },
];

async function hashesOf({ harness, visitor }: HostFixture, name: string): Promise<number> {
  const before = await harness.passwordWork.begun();
  await harness.signIn(visitor(), { name, password: 'not the password' });
  return (await harness.passwordWork.begun()) - before;
}

async function opens(fixture: HostFixture, response: Response): Promise<boolean> {
  // A browser that was sent these cookies, and nothing else.
  const browser = fixture.visitor().copy({ fetch: () => response });
  await browser.get('/');
  return fixture.isSignedIn(browser.copy({ fetch: fixture.fetch }));
}
