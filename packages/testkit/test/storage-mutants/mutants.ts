import { badTimekeepers } from './bad-timekeepers.ts';
import { carelessWriters } from './careless-writers.ts';
import { confusedClients } from './confused-clients.ts';
import { disturbedClients } from './disturbed-clients.ts';
import { failingRecorders } from './failing-recorders.ts';
import { halfErasers } from './half-erasers.ts';
import { listForgers } from './list-forgers.ts';
import { listLosers } from './list-losers.ts';
import type { StorageMutant } from './mutant.ts';
import { pageLosers } from './page-losers.ts';
import { staleReaders } from './stale-readers.ts';
import { textRepairers } from './text-repairers.ts';
import { trailForgers } from './trail-forgers.ts';

export const storageMutants: readonly StorageMutant[] = [
  ...carelessWriters,
  ...staleReaders,
  ...confusedClients,
  ...disturbedClients,
  ...textRepairers,
  ...trailForgers,
  ...failingRecorders,
  ...pageLosers,
  ...halfErasers,
  ...badTimekeepers,
  ...listLosers,
  ...listForgers,
];
