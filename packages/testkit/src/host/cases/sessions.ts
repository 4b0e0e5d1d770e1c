import type { Browser } from '../../browser.ts';
import { must } from '../../contract.ts';
import type { Scene } from '../scene.ts';
import type { HostCase } from './host-case.ts';

/** What a session is after it was raised, and after others were ended. */
export const sessions: readonly HostCase[] = [
  {
    name: 'the session gets a new id whenever it is raised and whenever others end, and the old id is invalid',
    async check(scene) {
      const { rig, user } = scene;
      const anna = scene.visitor();
      const planted = anna.copy();
      await rig.signIn(anna, user);
      must(
        !(await scene.isSignedIn(planted)),
        'a session id from before the sign-in is worth nothing after it',
      );

      const before = anna.copy();
      await rig.signIn(anna, user);
      must(!(await scene.isSignedIn(before)), 'a sign-in ends the session that the browser had before');

      // Confirmed, the app ends the other sessions of the user and raises this one.
      const raised = anna.copy();
      const app = await scene.enrol(anna);
      must(
        !(await scene.isSignedIn(raised)),
        'an enrolment renews the id of its session: no copy of it goes on',
      );

      const challenged = scene.visitor();
      await rig.signIn(challenged, user);
      const earlier = challenged.copy();
      await scene.mfa(challenged, 'POST', 'challenge/verify', app.next());
      must(
        !(await scene.isSignedIn(earlier)),
        'what was there before the second step is worth nothing after it',
      );
    },
  },
  {
    name: 'a new password renews the id of the session that set it, and ends every other',
    needs: ['password-change'],
    async check(scene) {
      const { rig, user } = scene;
      const [anna, attacker] = [await scene.signedIn(), await scene.signedIn()];
      const copy = anna.copy();
      await changePassword(scene, anna);
      must(!(await scene.isSignedIn(attacker)), 'a new password ends the other sessions');
      must(!(await scene.isSignedIn(copy)), 'a new password leaves no copy of the session that set it');
      const late = scene.visitor();
      await rig.signIn(late, user);
      must(!(await scene.isSignedIn(late)), 'the old password opens nothing');
    },
  },
  {
    name: 'ending the other sessions ends every one of them and spares the one that is named',
    async check(scene) {
      const [anna, ...others] = await several(scene, 4);
      const { endedAll } = await scene.enrol(anna as Browser);
      for (const other of others) {
        must(!(await scene.isSignedIn(other)), 'every session but the one that is named ends');
      }
      // The policy may end all of them: then none is named.
      must(
        (await scene.isSignedIn(anna as Browser)) !== endedAll,
        'the session that is named goes on, and none where all are ended',
      );
    },
  },
  {
    name: 'a session ends with its lifetime, no matter who kept its cookie and however often it was used',
    needs: ['clock'],
    async check(scene) {
      const { sessionMs = LONGEST_SESSION_MS } = scene.rig;
      const copy = (await scene.signedIn()).copy();
      for (let used = 0; used < 4; used += 1) {
        await scene.advance(sessionMs / 4);
        await scene.isSignedIn(copy);
      }
      await scene.advance(1000);
      must(!(await scene.isSignedIn(copy)), 'the server ends a session, not the browser alone');
    },
  },
  {
    name: 'a session that ended stays ended, whatever requests of it were under way',
    async check(scene) {
      const { rig, user } = scene;
      const [anna, attacker] = [await scene.signedIn(), await scene.signedIn()];
      const replaced = anna.copy();
      // Each of these began while its session was alive. None is finished before the session ends.
      const underWay = await Promise.all(
        [attacker, replaced].flatMap((browser) => [
          begin(scene, browser, (slow) => rig.signIn(slow, { ...user, password: 'not the password' })),
          begin(scene, browser, (slow) =>
            scene.mfa(slow, 'POST', 'reauthenticate', { intent: { kind: 'manage' } }),
          ),
          begin(scene, browser, (slow) => scene.mfa(slow, 'POST', 'factors', { method: 'totp' })),
          begin(scene, browser, async (slow) => rig.writeSession?.(slow)),
        ]),
      );
      await scene.enrol(anna);
      // Where the id was not renewed, or a session not ended at all, another case says so.
      const ended = new Map<Browser, boolean>();
      for (const each of [attacker, replaced]) ended.set(each, !(await scene.isSignedIn(each)));
      await Promise.all(underWay.map(({ finish }) => finish()));
      for (const { of, slow } of underWay.filter(({ of }) => ended.get(of))) {
        must(!(await scene.isSignedIn(slow)), 'a slow request brings no ended session back');
        must(!(await scene.isSignedIn(of)), 'a slow request writes no ended id back');
      }
    },
  },
  {
    name: 'a session that ended while its password was hashed stays ended',
    needs: ['reauthentication'],
    async check(scene) {
      const { rig, user } = scene;
      const [anna, attacker] = [await scene.signedIn(), await scene.signedIn()];
      const hash = await rig.passwordWork.holdNext();
      const asked = scene.mfa(attacker, 'POST', 'reauthenticate', { password: user.password });
      await Promise.race([hash.arrived, asked]);
      await scene.enrol(anna);
      const ended = !(await scene.isSignedIn(attacker));
      await hash.release();
      await asked;
      must(!ended || !(await scene.isSignedIn(attacker)), 'a fresh password brings no ended session back');
    },
  },
];

/** NIST SP 800-63B-4 §2.1.3: 30 days at AAL1. */
const LONGEST_SESSION_MS = 30 * 24 * 3_600_000;

/** Gives the user another password. */
export async function changePassword({ rig, user }: Scene, browser: Browser): Promise<string> {
  const to = `${user.password} renewed`;
  must(rig.changePassword !== undefined, 'a portal with password-change says how it is sent');
  await rig.changePassword(browser, { from: user.password, to });
  return to;
}

async function several(scene: Scene, count: number): Promise<readonly Browser[]> {
  const browsers: Browser[] = [];
  for (let each = 0; each < count; each += 1) browsers.push(await scene.signedIn());
  return browsers;
}

interface UnderWay {
  /** Whose cookies it was sent with, and the browser that gets its answer. */
  readonly of: Browser;
  readonly slow: Browser;
  finish(): Promise<unknown>;
}

async function begin(scene: Scene, of: Browser, act: (slow: Browser) => Promise<unknown>): Promise<UnderWay> {
  const { browser, arrived, finish } = scene.slow(of);
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
