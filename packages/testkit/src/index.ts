/**
 * For those who test with Factorkit: the storage contract and the stores that must fail it, faults that strike when the
 * test says so, a clock that can be turned, chance that repeats itself, and an authenticator app without a phone.
 *
 * @module
 */
export { type Authenticator, authenticatorFromUri } from './authenticator.ts';
export { createFakeClock, type FakeClock } from './fake-clock.ts';
export { createSeededRandom } from './seeded-random.ts';
export { ContractBreach } from './storage/clause.ts';
export { type OpenStorage, openMemoryStorage, type StorageClients } from './storage/clients.ts';
export { type ContractCase, type StorageContractOptions, storageContract } from './storage/contract.ts';
export { type FaultRule, type StorageCall, StorageFault } from './storage/faults/fault.ts';
export { type LateStorage, type LateStorageOptions, lateStorage } from './storage/faults/late-storage.ts';
export { lostAnswerStorage } from './storage/faults/lost-answer-storage.ts';
export { throwingStorage } from './storage/faults/throwing-storage.ts';
export { saboteurs } from './storage/saboteurs/all.ts';
export type { Saboteur } from './storage/saboteurs/saboteur.ts';
