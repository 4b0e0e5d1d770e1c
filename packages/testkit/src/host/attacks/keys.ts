import { must } from '../../contract.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { createSoftwareAuthenticator } from '../../webauthn/software-authenticator.ts';
import type { HostCase } from '../cases/host-case.ts';

/** A stolen key without its PIN: it signs, and says that it verified nobody. */
const UNVERIFIED = { flags: { userVerified: false } };

/** Attacks with security keys. */
export const keys: readonly HostCase[] = [
  {
    name: 'attack 10: a key without its PIN is neither set up nor let in where user verification is asked',
    needs: ['user-verification'],
    async check(scene) {
      const key = createSoftwareAuthenticator({ origin: scene.origin, random: createSeededRandom(10) });
      const owner = await scene.signedIn();
      const setUp = async (deviation = {}): Promise<number> => {
        const { factorId, setup } = Object((await scene.begin(owner, 'webauthn')).json?.enrolment);
        must(setup?.kind === 'webauthn', 'a signed-in user may set up a security key');
        const response = await key.create(setup.options, deviation);
        return (await scene.mfa(owner, 'POST', `factors/${factorId}/confirm`, { response })).status;
      };
      must((await setUp(UNVERIFIED)) !== 200, 'a key that verified nobody is not set up');
      must((await setUp()) === 200, 'a key with its PIN is');

      const signIn = async (deviation = {}): Promise<boolean> => {
        const browser = await scene.challenged();
        const asked = await scene.mfa(browser, 'POST', 'challenge/options', { method: 'webauthn' });
        const response = await key.get(Object(asked.json).options, deviation);
        await scene.mfa(browser, 'POST', 'challenge/verify', { response });
        return scene.isSignedIn(browser);
      };
      must(!(await signIn(UNVERIFIED)), 'a key that verified nobody signs nobody in');
      must(await signIn(), 'a key with its PIN does');
    },
  },
];
