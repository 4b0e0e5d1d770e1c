import { hostAttacks, hostContract } from '@factorkit/testkit';
import { test } from 'vitest';
import { lacks, openHost } from './host-harness.ts';

const options = { open: () => openHost(), lacks };
for (const { name, run } of hostContract(options)) test(`FB3 FB5 FB6 FB14 ${name}`, run);
for (const { name, run } of hostAttacks({ ...options, crowd: 12 })) test(name, run);
