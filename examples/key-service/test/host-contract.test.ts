import { hostAttacks, hostContract } from '@factorkit/testkit';
import { test } from 'vitest';
import { lacks, openHost } from '../../host-tests/test/host-harness.ts';
import { keyServiceSealer } from '../src/key-service-sealer.ts';
import { startKeyService } from './fake-key-service.ts';

// The portal of examples/host-tests, with its secrets sealed by the service.
const open = async () => {
  const { url, token } = await startKeyService();
  return openHost({ sealer: keyServiceSealer({ url, token, version: 1, timeoutMs: 60_000 }) });
};
for (const { name, run } of hostContract({ open, lacks })) test(`FB3 FB5 FB6 FB14 ${name}`, run);
for (const { name, run } of hostAttacks({ open, lacks, crowd: 12 })) test(name, run);
