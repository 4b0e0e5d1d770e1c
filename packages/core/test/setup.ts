import fc from 'fast-check';
import { propertySeed, runs } from '../../../test-tiers.ts';

// For the properties that do not name a number of runs: fast-check's own default, at the dose of the tier.
fc.configureGlobal({ numRuns: runs(100), ...propertySeed });
