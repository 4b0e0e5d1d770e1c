import { type HostFeature, hostContract } from '@factorkit/testkit';
import { describe, test } from 'vitest';
import { tier } from '../../../test-tiers.ts';
import type { Brand } from '../src/brands/brand.ts';
import { northquay } from '../src/brands/northquay.ts';
import { quillbrook } from '../src/brands/quillbrook.ts';
import { ringwell } from '../src/brands/ringwell.ts';
import { tarnfield } from '../src/brands/tarnfield.ts';
import { openPortalRig } from './host-rig.ts';

// Milldrum takes nobody in with the password alone. Its sessions and passwords are those of the others.
const all: readonly Brand[] = [tarnfield, northquay, ringwell, quillbrook];
const brands = tier === 'soak' ? all : all.slice(0, 2);

describe.each(brands)('$name', (brand) => {
  const lacks: readonly HostFeature[] = brand.profile ? [] : ['contact-change'];
  for (const { name, run } of hostContract({ open: () => openPortalRig(brand), lacks })) {
    test(`FB1 FB2 FB3 FB4 FB5 FB6 FB14 ${name}`, run);
  }
});
