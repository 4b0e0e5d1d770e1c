import type { Browser } from '../../browser.ts';
import { must } from '../../contract.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { type Cbor, encodeCbor } from '../../webauthn/cbor.ts';
import type { Deviation } from '../../webauthn/deviation.ts';
import {
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from '../../webauthn/software-authenticator.ts';
import type { HostCase } from '../cases/host-case.ts';
import type { HostFixture } from '../fixture.ts';

/** A stolen key without its PIN: it signs, and says that it verified nobody. */
const UNVERIFIED: Deviation = { flags: { userVerified: false } };

/** RS256 with an exponent of 1, under which each number is its own signature. */
const SIGNED_BY_ANYBODY: Deviation = {
  publicKey: encodeCbor(
    new Map<number, Cbor>([
      [1, 3],
      [3, -257],
      [-1, new Uint8Array(256).fill(1)],
      [-2, Uint8Array.of(1)],
    ]),
  ),
};

/** Attacks with security keys. */
export const keys: readonly HostCase[] = [
  {
    name: 'attack 10: a key without its PIN is neither set up nor let in where user verification is asked',
    needs: ['user-verification'],
    async check(fixture) {
      const key = keyOf(fixture);
      const owner = await fixture.signedIn();
      must(!(await setUp(fixture, owner, key, UNVERIFIED)), 'a key that verified nobody is not set up');
      must(await setUp(fixture, owner, key), 'a key with its PIN is');

      const signIn = async (deviation?: Deviation): Promise<boolean> => {
        const browser = await fixture.challenged();
        const asked = await fixture.mfa(browser, 'POST', 'challenge/options', { method: 'webauthn' });
        const response = await key.get(Object(asked.json).options, deviation);
        await fixture.mfa(browser, 'POST', 'challenge/verify', { response });
        return fixture.isSignedIn(browser);
      };
      must(!(await signIn(UNVERIFIED)), 'a key that verified nobody signs nobody in');
      must(await signIn(), 'a key with its PIN does');
    },
  },
  {
    name: 'FB12: a key under which everybody can sign is not set up',
    needs: ['user-verification'],
    async check(fixture) {
      const owner = await fixture.signedIn();
      must(
        !(await setUp(fixture, owner, keyOf(fixture), SIGNED_BY_ANYBODY)),
        'an RSA exponent of 1 is refused',
      );
    },
  },
];

function keyOf({ origin }: HostFixture): SoftwareAuthenticator {
  return createSoftwareAuthenticator({ origin, random: createSeededRandom(10) });
}

async function setUp(
  fixture: HostFixture,
  owner: Browser,
  key: SoftwareAuthenticator,
  deviation?: Deviation,
): Promise<boolean> {
  const { factorId, setup } = Object((await fixture.begin(owner, 'webauthn')).json?.enrolment);
  must(setup?.kind === 'webauthn', 'a signed-in user may set up a security key');
  const response = await key.create(setup.options, deviation);
  const confirmed = await fixture.mfa(owner, 'POST', `factors/${factorId}/confirm`, { response });
  return confirmed.status === 200;
}
