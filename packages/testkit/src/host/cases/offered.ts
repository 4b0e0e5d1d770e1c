import type { HostFixture } from '../fixture.ts';
import type { HostFeature } from '../host.ts';

/** No proof of these policies is fresh for so long, and a session lives longer. */
export const OLD_MS: number = 2 * 3_600_000;

const GUESSES = 12;

/** How many of so many wrong passwords the portal hashes. */
export async function passwordsJudged(
  { harness, user, visitor }: HostFixture,
  count: number,
): Promise<number> {
  const before = await harness.passwordWork.begun();
  for (let each = 0; each < count; each += 1) {
    await harness.signIn(visitor(), { ...user, password: `guess ${each}` });
  }
  return (await harness.passwordWork.begun()) - before;
}

/** What the portal offers, as its harness and its answers show it. */
export async function offeredBy(fixture: HostFixture): Promise<readonly HostFeature[]> {
  const { harness, mfa } = fixture;
  const browser = await fixture.signedIn();
  const proven = await mfa(browser, 'POST', 'reauthenticate', { password: fixture.user.password });
  const { setup } = Object((await fixture.begin(browser, 'webauthn')).json?.enrolment);
  const { browser: owner } = await fixture.owner();
  const challenge = await mfa(await fixture.challenged(), 'GET', 'challenge');
  await harness.advance?.(OLD_MS);
  const account = Object((await mfa(owner, 'GET', 'account')).json);
  const methods: readonly { readonly method: string }[] = account.methods ?? [];
  const offered: Readonly<Record<HostFeature, boolean>> = {
    'password-change': harness.changePassword !== undefined,
    'contact-change': harness.contacts !== undefined,
    reauthentication: proven.status === 200,
    'password-limit': (await passwordsJudged(fixture, GUESSES)) < GUESSES,
    'backup-codes': account.regeneration?.kind !== 'denied',
    'email-codes': methods.some(({ method }) => method === 'email'),
    'trusted-browsers': Object(challenge.json?.challenge).trust !== undefined,
    'step-up': account.factors?.[0]?.removal.kind === 'proof-required',
    'user-verification': setup?.options?.authenticatorSelection?.userVerification === 'required',
    'other-sign-in': harness.otherSignIn !== undefined,
    'two-accounts': harness.second !== undefined,
    'lost-rows': harness.loseAccount !== undefined,
    'error-log': harness.errors !== undefined,
    clock: harness.advance !== undefined,
  };
  return (Object.keys(offered) as HostFeature[]).filter((feature) => offered[feature]);
}
