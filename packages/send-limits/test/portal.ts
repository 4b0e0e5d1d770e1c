import {
  type Contact,
  createMfa,
  type Delivery,
  type DeliveryAdapter,
  type Mfa,
  type SendGuard,
  type SignedIn,
  smsCode,
} from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom, type FakeClock } from '@factorkit/testkit';

/** A portal with text messages, each of which costs money. */
export interface Portal {
  readonly mfa: Mfa;
  readonly clock: FakeClock;
  /** What was handed to the text message service, and paid for. */
  readonly sent: readonly Delivery[];
  /** Registers a number, signs in by password and asks for the first code. */
  register(userId: string, number: string): Promise<Registration>;
  /** A minute later, signs in with a code by text; says what came of it. */
  /** By a code, in a browser with this token. */
  signIn(userId: string, factorId: string, deviceToken?: string): Promise<string>;
  /** What the browser of the last sign-in got. */
  readonly browser: () => string;
}

export interface Registration {
  readonly caller: SignedIn;
  readonly factorId: string;
  /** `sent`, `send-limited`, or the reason of a refusal. */
  readonly outcome: string;
}

const policy: Policy = {
  schema: 1,
  id: 'texts',
  methods: { sms: { allow: 'yes', send: { every: '1s', perHour: 100, perDay: 100 } } },
  rules: [],
  manage: { proof: { of: ['sms'], maxAge: '15m' } },
  recovery: [],
};

export function openPortal(
  sendGuard: SendGuard,
  deliver: DeliveryAdapter['deliver'] = async () => ({ kind: 'accepted' }),
): Portal {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 21, 12, 0, 0) });
  const sent: Delivery[] = [];
  const numbers = new Map<string, string>();
  let browser = '';
  const contacts = async (userId: string): Promise<readonly Contact[]> => [
    { id: 'phone', channel: 'sms', address: numbers.get(userId) ?? '' },
  ];
  const delivery = {
    name: 'texts',
    channels: ['sms'] as const,
    deliver: async (message: Delivery) => {
      const result = await deliver(message);
      if (result.kind === 'accepted') sent.push(message);
      return result;
    },
  };
  const mfa = createMfa({
    issuer: 'Example Portal',
    keys: [{ id: 'test', key: createSeededRandom(1)(32) }],
    storage: createMemoryStorage(),
    methods: [smsCode({ delivery })],
    policy,
    portal: { revokeSessions: async () => {}, contacts },
    clock: clock.now,
    random: createSeededRandom(2),
    sendGuard,
  });
  return {
    mfa,
    clock,
    sent,
    browser: () => browser,
    async register(userId, number) {
      numbers.set(userId, number);
      const user = { accountName: userId };
      const source = { ip: '192.0.2.1' };
      const firstFactor = { method: 'password' as const };
      const signIn = await mfa.beginSignIn({ userId, user, firstFactor });
      if (signIn.kind !== 'complete') throw new Error(signIn.kind);
      const caller = { userId, user, assurance: signIn.assurance, sessionId: 'session', source };
      const begun = await mfa.beginEnrolment({ caller, method: 'sms' });
      if (begun.kind !== 'begun' || begun.enrolment.code === undefined) throw new Error(begun.kind);
      const { factorId, code } = begun.enrolment;
      return { caller, factorId, outcome: code.kind === 'send-refused' ? code.reason : code.kind };
    },
    async signIn(userId, factorId, deviceToken) {
      clock.advance(60_000);
      const user = { accountName: userId };
      const firstFactor = { method: 'password' } as const;
      const signIn = await mfa.beginSignIn({
        userId,
        user,
        firstFactor,
        ...(deviceToken && { deviceToken }),
      });
      if (signIn.kind !== 'challenge') return signIn.kind;
      const { token } = signIn;
      const asked = await mfa.sendCode({ token, factorId });
      if (asked.kind !== 'sent') return asked.kind;
      const verdict = await mfa.verify({ token, factorId, response: sent.at(-1)?.code });
      if (verdict.kind === 'complete') browser = verdict.knownDevice?.token ?? '';
      return verdict.kind;
    },
  };
}

export function tally(outcomes: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
