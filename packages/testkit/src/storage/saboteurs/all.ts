import { badTimekeepers } from './bad-timekeepers.ts';
import { carelessWriters } from './careless-writers.ts';
import { confusedClients } from './confused-clients.ts';
import { disturbedClients } from './disturbed-clients.ts';
import { failingRecorders } from './failing-recorders.ts';
import { halfErasers } from './half-erasers.ts';
import { listForgers } from './list-forgers.ts';
import { listLosers } from './list-losers.ts';
import { pageLosers } from './page-losers.ts';
import type { Saboteur } from './saboteur.ts';
import { staleReaders } from './stale-readers.ts';
import { textRepairers } from './text-repairers.ts';
import { trailForgers } from './trail-forgers.ts';

/**
 * Stores with one thing wrong with each. The contract is worth as much as what it notices: each of these fails it.
 *
 * @example
 * ```ts
 * import { openMemoryStorage, saboteurs, storageContract } from '@factorkit/testkit';
 *
 * for (const { breaks } of saboteurs) {
 *   storageContract({ open: async () => breaks(await openMemoryStorage()) }); // at least one case throws
 * }
 * ```
 */
export const saboteurs: readonly Saboteur[] = [
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
