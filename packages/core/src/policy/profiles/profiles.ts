import type { Duration } from '../schema/duration.ts';
import type { Requirement, Selector } from '../schema/requirement.ts';
import type { Profile } from './profile.ts';

/** @inline */
export type ProfileName = 'nistAal1' | 'nistAal2' | 'nistAal3' | 'asvsL3' | 'pciDss' | 'psd2';

/** NIST SP 800-63B-4 §3.2.5: a code that a person reads and types can be phished, whatever traits a plug-in claims. */
const CRYPTOGRAPHIC = ['webauthn', 'passkey'] as const;

const PHISHING_RESISTANT: Selector = { method: CRYPTOGRAPHIC, trait: ['phishing-resistant'] };
const TWO_IN_ONE: Selector = { method: CRYPTOGRAPHIC, trait: ['phishing-resistant', 'user-verified'] };

interface TwoFactors {
  /** The possession factors that count in addition to the first factor. */
  readonly possession: readonly Selector[];
  readonly maxAge?: Duration;
}

// §3.1.7.2: a key that verified its user is two factors. One that did not is one, and needs the password too.
function twoFactors({ possession, maxAge }: TwoFactors): Requirement {
  const leaf = (of: readonly Selector[]): Requirement => ({
    of,
    ...(maxAge === undefined ? {} : { maxAge }),
    live: true,
  });
  return { any: [leaf([TWO_IN_ONE]), { all: [leaf(['password', 'federated']), leaf(possession)] }] };
}

/** OWASP ASVS 7.5.1: full re-authentication before any change to factors or recovery. */
function freshProof(of: readonly Selector[]): NonNullable<Profile['manage']> {
  return {
    proof: { of, maxAge: '15m', live: true },
    bootstrap: { of: ['password', 'federated', 'passkey'], maxAge: '15m', live: true },
  };
}

/** Without email, which §3.1.3.1 excludes. A backup code is a recovery method, not a factor. */
const NIST_FACTORS: readonly Selector[] = ['totp', 'sms', ...CRYPTOGRAPHIC];

/** The requirements of standards, to tighten a policy with. */
export const profiles: { readonly [name in ProfileName]: Profile } = {
  nistAal1: {
    id: 'nist-aal1',
    source: 'NIST SP 800-63B-4 §2.1',
    session: { overall: '30d' },
    signIn: { of: ['password', 'federated', ...NIST_FACTORS], maxAge: '30d', live: true },
    ending: ['email'],
    steps: 1,
    throttle: { cap: 100 },
  },
  nistAal2: {
    id: 'nist-aal2',
    source: 'NIST SP 800-63B-4 §2.2',
    session: { overall: '24h', idle: '1h' },
    signIn: twoFactors({ possession: NIST_FACTORS, maxAge: '24h' }),
    // §4.1.2.1: adding an authenticator needs the assurance level of the account.
    manage: freshProof([...NIST_FACTORS, 'backup-code']),
    offers: { of: [{ method: ['webauthn'], trait: ['phishing-resistant'] }] },
    ending: ['email'],
    trustedDevices: 'none',
    steps: 1,
    throttle: { cap: 100 },
  },
  nistAal3: {
    id: 'nist-aal3',
    source: 'NIST SP 800-63B-4 §2.3',
    session: { overall: '12h', idle: '15m' },
    signIn: {
      of: [{ method: CRYPTOGRAPHIC, trait: ['phishing-resistant', 'user-verified', 'device-bound'] }],
      maxAge: '12h',
      live: true,
    },
    manage: freshProof([
      { method: CRYPTOGRAPHIC, trait: ['phishing-resistant', 'user-verified', 'device-bound'] },
    ]),
    offers: {
      of: [{ method: ['webauthn'], trait: ['phishing-resistant', 'user-verified', 'device-bound'] }],
    },
    ending: ['totp', 'email', 'sms'],
    recovery: 'enrolment',
    trustedDevices: 'none',
    userVerification: 'required',
    steps: 1,
    throttle: { cap: 100 },
  },
  asvsL3: {
    id: 'asvs-l3',
    source: 'OWASP ASVS 5.0 §6.3, §6.6, §7.5, level 3',
    signIn: twoFactors({ possession: [PHISHING_RESISTANT] }),
    manage: freshProof([PHISHING_RESISTANT]),
    offers: { of: [{ method: ['webauthn'], trait: ['phishing-resistant'] }] },
    ending: ['totp', 'email', 'sms'],
    recovery: 'enrolment',
    trustedDevices: 'none',
  },
  pciDss: {
    id: 'pci-dss',
    source: 'PCI DSS 4.0.1 §8.2.8, §8.3.4, §8.5.1',
    session: { idle: '15m' },
    signIn: twoFactors({ possession: ['email', ...NIST_FACTORS] }),
    trustedDevices: 'none',
    throttle: { attempts: 10, lock: '30m', cap: 10 },
  },
  psd2: {
    id: 'psd2',
    source: 'Regulation (EU) 2018/389 Art. 4',
    session: { idle: '5m' },
    signIn: twoFactors({ possession: NIST_FACTORS }),
    trustedDevices: 'none',
    throttle: { attempts: 5, cap: 5 },
  },
};
