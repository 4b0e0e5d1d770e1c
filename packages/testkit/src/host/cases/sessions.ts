import type { Browser } from '../../browser.ts';
import { must } from '../../contract.ts';
import type { HostFixture } from '../fixture.ts';
import type { HostCase } from './host-case.ts';

/** What a session is after it was raised, and after others were ended. */
export const sessions: readonly HostCase[] = [
  {
    name: 'the session gets a new id whenever it is raised and whenever others end, and the old id is invalid',
    async check(fixture) {
      const { harness, user } = fixture;
      const anna = fixture.visitor();
      const planted = anna.copy();
      await harness.signIn(anna, user);
      must(
        !(await fixture.isSignedIn(planted)),
        'a session id from before the sign-in does not count after it',
      );

      const before = anna.copy();
      await harness.signIn(anna, user);
      must(!(await fixture.isSignedIn(before)), 'a sign-in ends the session that the browser had before');

      // Confirmed, the app ends the other sessions of the user and raises this one.
      const raised = anna.copy();
      const app = await fixture.enrol(anna);
      must(
        !(await fixture.isSignedIn(raised)),
        'an enrolment renews the id of its session: no copy of it goes on',
      );

      const challenged = fixture.visitor();
      await harness.signIn(challenged, user);
      const earlier = challenged.copy();
      await fixture.mfa(challenged, 'POST', 'challenge/verify', app.next());
      must(
        !(await fixture.isSignedIn(earlier)),
        'what was there before the second step does not count after it',
      );
    },
  },
  {
    name: 'a new password renews the id of the session that set it, and ends every other',
    needs: ['password-change'],
    async check(fixture) {
      const { harness, user } = fixture;
      const [anna, attacker] = [await fixture.signedIn(), await fixture.signedIn()];
      const copy = anna.copy();
      await changePassword(fixture, anna);
      must(!(await fixture.isSignedIn(attacker)), 'a new password ends the other sessions');
      must(!(await fixture.isSignedIn(copy)), 'a new password leaves no copy of the session that set it');
      const late = fixture.visitor();
      await harness.signIn(late, user);
      must(!(await fixture.isSignedIn(late)), 'the old password opens nothing');
    },
  },
  {
    name: 'ending the other sessions ends every one of them and spares the one that is named',
    async check(fixture) {
      const [anna, ...others] = await several(fixture, 4);
      const { endedAll } = await fixture.enrol(anna as Browser);
      for (const other of others) {
        must(!(await fixture.isSignedIn(other)), 'every session but the one that is named ends');
      }
      // The policy may end all of them: then none is named.
      must(
        (await fixture.isSignedIn(anna as Browser)) !== endedAll,
        'the session that is named goes on, and none where all are ended',
      );
    },
  },
  {
    name: 'a session ends with its lifetime, no matter who kept its cookie and however often it was used',
    needs: ['clock'],
    async check(fixture) {
      const { sessionMs = LONGEST_SESSION_MS } = fixture.harness;
      const copy = (await fixture.signedIn()).copy();
      for (let used = 0; used < 4; used += 1) {
        await fixture.advance(sessionMs / 4);
        await fixture.isSignedIn(copy);
      }
      await fixture.advance(1000);
      must(!(await fixture.isSignedIn(copy)), 'the server ends a session, not the browser alone');
    },
  },
  {
    name: 'a session that ended stays ended, whatever requests of it were under way',
    async check(fixture) {
      const { harness, user } = fixture;
      const [anna, attacker] = [await fixture.signedIn(), await fixture.signedIn()];
      const replaced = anna.copy();
      // Each of these began while its session was alive. None is finished before the session ends.
      const underWay = await Promise.all(
        [attacker, replaced].flatMap((browser) => [
          begin(fixture, browser, (slow) => harness.signIn(slow, { ...user, password: 'not the password' })),
          begin(fixture, browser, (slow) =>
            fixture.mfa(slow, 'POST', 'reauthenticate', { intent: { kind: 'manage' } }),
          ),
          begin(fixture, browser, (slow) => fixture.mfa(slow, 'POST', 'factors', { method: 'totp' })),
          begin(fixture, browser, async (slow) => harness.writeSession?.(slow)),
        ]),
      );
      await fixture.enrol(anna);
      // Where the id was not renewed, or a session not ended at all, another case says so.
      const ended = new Map<Browser, boolean>();
      for (const each of [attacker, replaced]) ended.set(each, !(await fixture.isSignedIn(each)));
      await Promise.all(underWay.map(({ finish }) => finish()));
      for (const { of, slow } of underWay.filter(({ of }) => ended.get(of))) {
        must(!(await fixture.isSignedIn(slow)), 'a slow request brings no ended session back');
        must(!(await fixture.isSignedIn(of)), 'a slow request writes no ended id back');
      }
    },
  },
  {
    name: 'a session that ended while its password was hashed stays ended',
    needs: ['reauthentication'],
    async check(fixture) {
      const { harness, user } = fixture;
      const [anna, attacker] = [await fixture.signedIn(), await fixture.signedIn()];
      const hash = await harness.passwordWork.holdNext();
      const asked = fixture.mfa(attacker, 'POST', 'reauthenticate', { password: user.password });
      await Promise.race([hash.arrived, asked]);
      await fixture.enrol(anna);
      const ended = !(await fixture.isSignedIn(attacker));
      await hash.release();
      await asked;
      must(!ended || !(await fixture.isSignedIn(attacker)), 'a fresh password brings no ended session back');
    },
  },
];

/** NIST SP 800-63B-4 §2.1.3: 30 days at AAL1. */
const LONGEST_SESSION_MS = 30 * 24 * 3_600_000;

/** Gives the user another password. */
export async function changePassword({ harness, user }: HostFixture, browser: Browser): Promise<string> {
  const to = `${user.password} renewed`;
  must(harness.changePassword !== undefined, 'a portal with password-change says how it is sent');
  await harness.changePassword(browser, { from: user.password, to });
  return to;
}

async function several(fixture: HostFixture, count: number): Promise<readonly Browser[]> {
  const browsers: Browser[] = [];
  for (let each = 0; each < count; each += 1) browsers.push(await fixture.signedIn());
  return browsers;
}

interface UnderWay {
  /** Whose cookies it was sent with, and the browser that gets its answer. */
  readonly of: Browser;
  readonly slow: Browser;
  finish(): Promise<unknown>;
}

async function begin(
  fixture: HostFixture,
  of: Browser,
  act: (slow: Browser) => Promise<unknown>,
): Promise<UnderWay> {
  const { browser, arrived, finish } = fixture.slow(of);
  // A portal may hang up on a body that does not end.
  const settled = act(browser).catch(() => undefined);
  await Promise.race([arrived(), settled]);
  return {
    of,
    slow: browser,
    finish() {
      finish();
      return settled;
    },
  };
}
