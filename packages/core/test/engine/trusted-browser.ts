import type { Complete, DeviceNaming, Mfa, SignedIn, SignIn, User, VerifyOutcome } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { challengeFor, enrol, type Person, plainPolicy, sessionOf, type World } from './world.ts';

export const MINUTE: number = 60_000;
export const DAY: number = 86_400_000;
export const FIREFOX: DeviceNaming = { name: 'Firefox on Linux', place: 'Berlin' };

export const trusting: Policy = {
  ...plainPolicy,
  id: 'trusting',
  rules: [{ id: 'payouts', actions: { payout: { of: ['totp'] } } }],
  trustedDevices: { for: '30d', max: 3 },
};

/** A browser of the user: what it holds as the cookie. */
export interface Trusted extends Person {
  readonly token: string;
  readonly session: SignedIn;
}

/** Answers a challenge of a sign-in by app, and asks to be trusted. The next code is a new one. */
export async function verifyAndTrust(
  { mfa, clock }: World,
  { userId, factorId, phone }: Person,
  trustDevice: DeviceNaming = FIREFOX,
): Promise<VerifyOutcome> {
  const { token } = await challengeFor(mfa, userId);
  const verdict = await mfa.verify({ token, factorId, response: phone.code(clock.now()), trustDevice });
  clock.advance(30_000);
  return verdict;
}

export async function trustedBrowser(world: World, person: Person, naming?: DeviceNaming): Promise<Trusted> {
  const done = complete(await verifyAndTrust(world, person, naming));
  return { ...person, token: tokenOf(done), session: sessionOf(person.userId, done.assurance) };
}

/** Somebody with a phone and a trusted browser. */
export async function trustingPerson(world: World, userId = 'anna'): Promise<Trusted> {
  return trustedBrowser(world, await enrol(world, userId));
}

export function signIn(
  mfa: Mfa,
  userId: string,
  deviceToken: string,
  user: Partial<User> = {},
): Promise<SignIn> {
  return mfa.beginSignIn({
    userId,
    user: { accountName: userId, risk: 'low', ...user },
    firstFactor: { method: 'password' },
    deviceToken,
  });
}

export function complete(outcome: VerifyOutcome): Complete {
  if (outcome.kind !== 'complete') throw new Error(`expected a complete sign-in, got ${outcome.kind}`);
  return outcome;
}

export function tokenOf({ trustedDevice }: Complete): string {
  if (trustedDevice === undefined) throw new Error('expected the token of a trusted device');
  return trustedDevice.token;
}

/** What happened to the user's devices. */
export async function deviceEvents(world: World, userId = 'anna'): Promise<readonly string[]> {
  const events = await world.events(userId);
  return events.map(({ type }) => type).filter((type) => type.startsWith('trusted-device.'));
}

/** The same token with one character of it changed. */
export function altered(token: string, at: number): string {
  const other = token[at] === 'A' ? 'B' : 'A';
  return token.slice(0, at) + other + token.slice(at + 1);
}
