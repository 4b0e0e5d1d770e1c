import type { HostFeature } from '../host.ts';
import type { Scene } from '../scene.ts';

/** No proof of these policies is fresh for so long, and a session lives longer. */
export const OLD_MS: number = 2 * 3_600_000;

const GUESSES = 12;

/** How many of so many wrong passwords the portal hashes. */
export async function passwordsJudged({ rig, user, visitor }: Scene, count: number): Promise<number> {
  const before = await rig.passwordWork.begun();
  for (let each = 0; each < count; each += 1) {
    await rig.signIn(visitor(), { ...user, password: `guess ${each}` });
  }
  return (await rig.passwordWork.begun()) - before;
}

/** What the portal offers, as its rig and its answers show it. */
export async function offeredBy(scene: Scene): Promise<readonly HostFeature[]> {
  const { rig, mfa } = scene;
  const browser = await scene.signedIn();
  const proven = await mfa(browser, 'POST', 'reauthenticate', { password: scene.user.password });
  const { setup } = Object((await scene.begin(browser, 'webauthn')).json?.enrolment);
  const { browser: owner } = await scene.owner();
  const challenge = await mfa(await scene.challenged(), 'GET', 'challenge');
  await rig.advance?.(OLD_MS);
  const account = Object((await mfa(owner, 'GET', 'account')).json);
  const methods: readonly { readonly method: string }[] = account.methods ?? [];
  const offered: Readonly<Record<HostFeature, boolean>> = {
    'password-change': rig.changePassword !== undefined,
    'contact-change': rig.contacts !== undefined,
    reauthentication: proven.status === 200,
    'password-limit': (await passwordsJudged(scene, GUESSES)) < GUESSES,
    'backup-codes': account.regeneration?.kind !== 'denied',
    'email-codes': methods.some(({ method }) => method === 'email'),
    'trusted-browsers': Object(challenge.json?.challenge).trust !== undefined,
    'step-up': account.factors?.[0]?.removal.kind === 'proof-required',
    'user-verification': setup?.options?.authenticatorSelection?.userVerification === 'required',
    'other-sign-in': rig.otherSignIn !== undefined,
    'two-accounts': rig.second !== undefined,
    'lost-rows': rig.loseAccount !== undefined,
    'error-log': rig.errors !== undefined,
    clock: rig.advance !== undefined,
  };
  return (Object.keys(offered) as HostFeature[]).filter((feature) => offered[feature]);
}
