import { must } from '../../contract.ts';
import { foreignVersions } from '../requests.ts';
import type { Scene } from '../scene.ts';
import type { HostCase } from './host-case.ts';
import { changePassword } from './sessions.ts';

/** How a portal finds out who is there. */
export const signingIn: readonly HostCase[] = [
  {
    name: 'an unknown name costs as many password hashes as a known one',
    async check(scene) {
      const known = await hashesOf(scene, scene.user.name);
      const unknown = await hashesOf(scene, 'nobody.of.this.name');
      must(known > 0, 'passwords are hashed where the rig counts them');
      must(known === unknown, 'an unknown name takes as long as a wrong password');
    },
  },
  {
    name: 'a page of another site signs nobody in',
    async check(scene) {
      const requests = await scene.recorded((browser) => scene.rig.signIn(browser, scene.user));
      for (const request of requests.flatMap(foreignVersions)) {
        const response = await scene.fetch(request);
        must(!(await opens(scene, response)), 'a form of another site gets no session');
      }
    },
  },
  {
    name: 'a sign-in that cannot be read is the mistake of who sent it, and opens nothing',
    async check(scene) {
      const requests = await scene.recorded((browser) => scene.rig.signIn(browser, scene.user));
      for (const { url, headers, body } of requests) {
        for (const text of ['', body.slice(0, -1), `${body}${'x'.repeat(200_000)}`, '[]', 'null', '%']) {
          const response = await scene.fetch(
            new Request(url, { method: 'POST', headers, body: text, redirect: 'manual' }),
          );
          must(response.status < 500, 'what cannot be read is answered with a status of 400 to 499');
          must(!(await opens(scene, response)), 'what cannot be read opens nothing');
        }
      }
    },
  },
  {
    name: 'however the name is typed, it is the same user or nobody',
    async check(scene) {
      const { rig, user } = scene;
      const { name, password } = user;
      await scene.enrol(await scene.signedIn());
      const capital = name.charAt(0).toUpperCase() + name.slice(1);
      for (const typed of [name.toUpperCase(), capital, ` ${name}`, `${name} `, `${name}\u200b`]) {
        const browser = scene.visitor();
        await rig.signIn(browser, { name: typed, password });
        must(
          !(await scene.isSignedIn(browser)),
          'another spelling of the name does not sign in without the factor: the user id is that of the row',
        );
      }
    },
  },
  {
    name: 'an account that the store lost opens nothing',
    needs: ['lost-rows'],
    async check(scene) {
      const { rig, user } = scene;
      const anna = await scene.signedIn();
      await scene.enrol(anna);
      must(rig.loseAccount !== undefined, 'a rig with lost-rows loses the account');
      await rig.loseAccount();
      const attacker = scene.visitor();
      await rig.signIn(attacker, user);
      must(!(await scene.isSignedIn(attacker)), 'the password alone does not sign in where the row was lost');
      const { status } = await scene.mfa(anna, 'POST', 'factors', { method: 'totp' });
      must(status >= 400, 'a session sets nothing up where the row was lost');
    },
  },
  {
    name: 'a password that changes while it is hashed opens nothing',
    needs: ['password-change'],
    async check(scene) {
      const { rig, user } = scene;
      const anna = await scene.signedIn();
      const attacker = scene.visitor();
      const hash = await rig.passwordWork.holdNext();
      const signIn = rig.signIn(attacker, user);
      await Promise.race([hash.arrived, signIn]);
      await changePassword(scene, anna);
      await hash.release();
      await signIn;
      must(
        !(await scene.isSignedIn(attacker)),
        'the password is compared with the active one after the hash',
      );
    },
  },
];

async function hashesOf({ rig, visitor }: Scene, name: string): Promise<number> {
  const before = await rig.passwordWork.begun();
  await rig.signIn(visitor(), { name, password: 'not the password' });
  return (await rig.passwordWork.begun()) - before;
}

async function opens(scene: Scene, response: Response): Promise<boolean> {
  // A browser that was sent these cookies, and nothing else.
  const browser = scene.visitor().copy({ fetch: () => response });
  await browser.get('/');
  return scene.isSignedIn(browser.copy({ fetch: scene.fetch }));
}
