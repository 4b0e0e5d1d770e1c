import { createMfa, type StorageAdapter, totp } from '@factorkit/core';
import { createFakeClock, createSeededRandom, type EnrolledApp, enrolApp } from '@factorkit/testkit';

/** How the sign-ins of a crowd came out. */
export interface Tally {
  /** With the password and then the code. */
  readonly completed: number;
  /** Let in by the password alone, or refused with the right code: what must never happen. */
  readonly others: readonly string[];
}

export interface Crowd {
  readonly people: number;
  /** Each person signs in once in every round, and all of them at the same time. */
  readonly rounds: number;
  /** How the people got their factors: not through the connections under test. */
  readonly calm: StorageAdapter;
  /** The storage under test. */
  readonly storage: StorageAdapter;
  /** Goes on beside the sign-ins, again and again until the last one. */
  beside(): Promise<unknown>;
}

/** People who each have an app sign in at the same time. */
export async function signInAtOnce({ people, rounds, calm, storage, beside }: Crowd): Promise<Tally> {
  const clock = createFakeClock({ nowMs: await calm.now() });
  const portal = (over: StorageAdapter): ReturnType<typeof createMfa> =>
    createMfa({
      issuer: 'Example Portal',
      keys: [{ id: 'test-1', key: createSeededRandom(1)(32) }],
      storage: over,
      methods: [totp()],
      policy: {
        schema: 1,
        id: 'app',
        methods: { totp: { allow: 'yes' } },
        rules: [],
        manage: { proof: { of: ['totp'], maxAge: '15m' } },
        recovery: [],
      },
      clock: clock.now,
      portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
    });
  const enrolling = portal(calm);
  const apps = new Map<string, EnrolledApp>();
  for (let number = 0; number < people; number += 1) {
    const userId = `person-${number}`;
    apps.set(userId, await enrolApp({ mfa: enrolling, clock, userId }));
  }

  const mfa = portal(storage);
  const others: string[] = [];
  let completed = 0;
  let over = false;
  const accompanied = (async () => {
    while (!over) await beside();
  })();
  const signIn = async (userId: string, app: EnrolledApp): Promise<string> => {
    const firstFactor = { method: 'password' } as const;
    const begun = await mfa.beginSignIn({ userId, user: { accountName: userId }, firstFactor });
    if (begun.kind !== 'challenge') return `${begun.kind} after the password`;
    return (await mfa.verify({ token: begun.token, ...app.answer() })).kind;
  };
  const signInAll = async (): Promise<void> => {
    const outcomes = await Promise.all([...apps].map(([userId, app]) => signIn(userId, app).catch(String)));
    completed += outcomes.filter((outcome) => outcome === 'complete').length;
    others.push(...outcomes.filter((outcome) => outcome !== 'complete'));
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      await signInAll();
      clock.advance(30_000);
    }
  } finally {
    over = true;
    await accompanied;
  }
  return { completed, others };
}
