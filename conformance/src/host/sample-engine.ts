import {
  createMfa,
  type DeliveryAdapter,
  emailCode,
  type Mfa,
  type Portal,
  type StorageAdapter,
  totp,
} from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import type { createTestPorts } from '@factorkit/testkit';
import { webauthn } from '@factorkit/webauthn';
import type { Flaw } from './flaws.ts';

interface SampleParts {
  readonly ports: ReturnType<typeof createTestPorts>['ports'];
  readonly delivery: DeliveryAdapter;
  readonly portal: Portal;
  readonly flaw: Flaw | undefined;
}

/** The engine of the sample portal, or one that is broken in one way. */
export function createSampleEngine({ ports, delivery, portal, flaw }: SampleParts): Mfa {
  const mfa = createMfa({
    ...ports,
    issuer: 'Sample',
    methods: [
      totp(),
      emailCode({ delivery: flaw === 'sends each code twice' ? twice(delivery) : delivery }),
      webauthn({ rpId: 'portal.example.com', origins: ['https://portal.example.com'] }),
    ],
    policy: policyWith(flaw),
    portal,
  });
  switch (flaw) {
    case 'forgets what was used':
      return forgetting(mfa, ports.storage, ({ kind }) => kind === 'complete');
    case 'counts no guess at a sign-in':
      return forgetting(mfa, ports.storage, ({ kind, inSession }) => kind === 'rejected' && !inSession);
    case 'counts no guess in a session':
      return forgetting(mfa, ports.storage, ({ kind, inSession }) => kind === 'rejected' && inSession);
    case 'keeps one set-up of several at once':
      return forgetting(mfa, ports.storage, ({ kind, waiting }) => kind === 'active' && waiting > 0);
    default:
      return mfa;
  }
}

function policyWith(flaw: Flaw | undefined): Policy {
  const proofs = ['totp', 'email', 'webauthn'] as const;
  return {
    schema: 1,
    id: 'sample',
    methods: {
      totp: { allow: 'yes' },
      email: { allow: 'yes' },
      webauthn: { allow: 'yes', userVerification: flaw === 'asks for no PIN' ? 'discouraged' : 'required' },
    },
    rules: [],
    manage: {
      proof: {
        of: flaw === 'takes the password for a factor' ? [...proofs, 'password'] : proofs,
        ...(flaw !== 'takes old proof' && { maxAge: '15m' }),
      },
    },
    backupCodes: { issue: 'on-request', acknowledge: 'record' },
    trustedDevices: { for: '7d' },
    recovery: [{ via: 'backup-code', grants: 'session' }],
  };
}

function twice(delivery: DeliveryAdapter): DeliveryAdapter {
  return {
    ...delivery,
    async deliver(message) {
      await delivery.deliver(message);
      return delivery.deliver(message);
    },
  };
}

interface Judged {
  readonly kind: string;
  readonly inSession: boolean;
  /** How many others were asked for meanwhile. */
  readonly waiting: number;
}

/** Judges one answer after the other, and puts the accounts back to what they were before where `forgets` says so. */
function forgetting(mfa: Mfa, storage: StorageAdapter, forgets: (judged: Judged) => boolean): Mfa {
  let last: Promise<unknown> = Promise.resolve();
  let asked = 0;
  const judging =
    <Input extends { readonly caller?: object }, Verdict extends { readonly kind: string }>(
      judge: (input: Input) => Promise<Verdict>,
    ) =>
    (input: Input): Promise<Verdict> => {
      asked += 1;
      const judged = last.then(async () => {
        const before = await Promise.all(['u-1', 'u-2'].map((userId) => storage.load(userId)));
        const verdict = await judge(input);
        asked -= 1;
        if (!forgets({ kind: verdict.kind, inSession: input.caller !== undefined, waiting: asked }))
          return verdict;
        for (const { userId, stored } of before) {
          const { stored: current } = await storage.load(userId);
          if (stored !== undefined) await storage.save(userId, stored, current?.tag, []);
        }
        return verdict;
      });
      last = judged.catch(() => undefined);
      return judged;
    };
  return {
    ...mfa,
    verify: judging(mfa.verify),
    verifyBackupCode: judging(mfa.verifyBackupCode),
    confirmEnrolment: judging(mfa.confirmEnrolment),
  };
}
