import { deliveryContract } from '@factorkit/testkit';
import { describe, test } from 'vitest';
import { openTwilio } from './harness.ts';

describe.each(['messaging', 'verify'] as const)('Twilio %s keeps the delivery contract', (which) => {
  for (const { name, run } of deliveryContract({ open: openTwilio(which) })) test(name, run);
});
