/**
 * For those who test with Factorkit: the storage and delivery contracts, what only several processes find out, faults that strike when the test says so, a clock that can be turned, chance that repeats
 * itself, a mailbox for every address, an authenticator app without a phone and a security key without a key, and users
 * who have them.
 *
 * @module
 */
export { type Authenticator, authenticatorFromUri } from './authenticator.ts';
export { type Answer, type Browser, type BrowserOptions, createBrowser } from './browser.ts';
export { ContractBreach, type ContractCase } from './contract.ts';
export { type DeliveryContractOptions, deliveryContract } from './delivery/contract.ts';
export { openFunctionDelivery } from './delivery/function-rig.ts';
export {
  type HttpService,
  openHttpService,
  type ServiceReply,
  type ServiceRequest,
} from './delivery/http-service.ts';
export type {
  DeliveryConditions,
  DeliveryRig,
  OpenDelivery,
  ReachedMessage,
  ServiceMood,
} from './delivery/rig.ts';
export {
  type EnrolFor,
  type EnrolledApp,
  type EnrolledFactor,
  enrolApp,
  enrolCode,
  enrolKey,
} from './enrolled.ts';
export { createFakeClock, type FakeClock } from './fake-clock.ts';
export { type HostAttackOptions, hostAttacks } from './host/attacks/attacks.ts';
export { hostContract } from './host/contract.ts';
export type {
  HostContacts,
  HostContractOptions,
  HostFeature,
  HostRig,
  OpenHost,
  SecondAccount,
  TypedLogin,
} from './host/host.ts';
export {
  type HeldHash,
  type PasswordWork,
  type WatchedPasswordWork,
  watchPasswordWork,
} from './host/password-work.ts';
export { createMailbox, type Mailbox, type MailboxOptions } from './mailbox.ts';
export { createSeededRandom } from './seeded-random.ts';
export {
  type Disturbance,
  type OpenStorage,
  openMemoryStorage,
  type StorageClients,
} from './storage/clients.ts';
export { type StorageContractOptions, storageContract } from './storage/contract.ts';
export { type FaultRule, type StorageCall, StorageFault } from './storage/faults/fault.ts';
export { type LateStorage, type LateStorageOptions, lateStorage } from './storage/faults/late-storage.ts';
export { lostAnswerStorage } from './storage/faults/lost-answer-storage.ts';
export { throwingStorage } from './storage/faults/throwing-storage.ts';
export {
  type ProcessContractOptions,
  processContract,
  type SharedStore,
} from './storage/processes/contract.ts';
export { countedSaves } from './storage/processes/counted-saves.ts';
export { type OpenedStore, runStorageProcess } from './storage/processes/run-storage-process.ts';
export {
  type Counting,
  type StorageProcess,
  startStorageProcess,
} from './storage/processes/storage-process.ts';
export { createTestPorts, type TestPorts, type TestPortsOptions } from './test-ports.ts';
export type { SoftwareAuthenticatorOptions } from './webauthn/asked.ts';
export type { Deviation } from './webauthn/deviation.ts';
export type { SigningAlgorithm } from './webauthn/signing-key.ts';
export {
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from './webauthn/software-authenticator.ts';
