import { deliveryContract } from '@factorkit/testkit';
import { describe, test } from 'vitest';
import { openWebhook } from './harness.ts';

describe('webhooks keep the delivery contract', () => {
  for (const { name, run } of deliveryContract({ open: openWebhook })) test(name, run);
});
