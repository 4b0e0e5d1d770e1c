import { type HostFeature, hostAttacks, hostContract } from '@factorkit/testkit';
import { describe, test } from 'vitest';
import { tier } from '../../../test-tiers.ts';
import type { Brand } from '../src/brands/brand.ts';
import { northquay } from '../src/brands/northquay.ts';
import { quillbrook } from '../src/brands/quillbrook.ts';
import { ringwell } from '../src/brands/ringwell.ts';
import { tarnfield } from '../src/brands/tarnfield.ts';
import { openPortalHarness } from './host-harness.ts';

// With what no portal of the demo asks for: trusted browsers, and a PIN with each key.
// Milldrum takes nobody in with the password alone. Its sessions and passwords are those of the others.
const demanding: Brand = {
  ...tarnfield,
  policy: {
    ...tarnfield.policy,
    methods: { ...tarnfield.policy.methods, webauthn: { allow: 'yes', userVerification: 'required' } },
    trustedDevices: { for: '7d', max: 3 },
    on: [...(tarnfield.policy.on ?? []), { event: 'password.changed', do: ['revoke-trusted-devices'] }],
  },
};
/** Passwords are their only first factor, and an app or email the second. */
const FEW: readonly HostFeature[] = ['other-sign-in', 'user-verification'];
const all: readonly { readonly brand: Brand; readonly lacks: readonly HostFeature[] }[] = [
  { brand: demanding, lacks: ['other-sign-in'] },
  { brand: northquay, lacks: [...FEW, 'contact-change', 'backup-codes', 'email-codes', 'trusted-browsers'] },
  { brand: ringwell, lacks: [...FEW, 'contact-change', 'email-codes', 'trusted-browsers'] },
  { brand: quillbrook, lacks: [...FEW, 'contact-change', 'backup-codes', 'trusted-browsers', 'step-up'] },
];

describe.each(all)('$brand.name', ({ brand, lacks }) => {
  const options = { open: () => openPortalHarness(brand), lacks };
  // Limits that hold for twelve at once hold for a hundred: one portal shows it.
  const crowd = tier === 'soak' && brand === demanding ? 100 : 12;
  for (const { name, run } of hostContract(options)) test(`FB1 FB2 FB3 FB4 FB5 FB6 FB14 FS2 ${name}`, run);
  for (const { name, run } of hostAttacks({ ...options, crowd })) test(name, run);
});
