/**
 * Tools for tests: the contracts of storage, delivery and host, tests with several processes, storage that fails on
 * request, a fake clock, seeded randomness, a mailbox, a software authenticator app and security key, and enrolled users.
 *
 * @module
 */
export { type Authenticator, authenticatorFromUri } from './authenticator.ts';
export { type Answer, type Browser, createBrowser } from './browser.ts';
export { ContractBreach, type ContractCase } from './contract.ts';
export { deliveryContract } from './delivery/contract.ts';
export type { DeliveryHarness, OpenDelivery, ServiceMood } from './delivery/harness.ts';
export {
  type HttpService,
  openHttpService,
  type ServiceReply,
  type ServiceRequest,
} from './delivery/http-service.ts';
export { type EnrolledApp, enrolApp, enrolCode, enrolKey } from './enrolled.ts';
export { createFakeClock, type FakeClock } from './fake-clock.ts';
export { hostAttacks } from './host/attacks/attacks.ts';
export { hostContract } from './host/contract.ts';
export type { HostFeature, HostHarness } from './host/host.ts';
export { type PasswordWork, watchPasswordWork } from './host/password-work.ts';
export { createMailbox, type Mailbox } from './mailbox.ts';
export { createSeededRandom } from './seeded-random.ts';
export { type OpenStorage, openMemoryStorage, type StorageClients } from './storage/clients.ts';
export { storageContract } from './storage/contract.ts';
export { lateStorage } from './storage/faults/late-storage.ts';
export { lostAnswerStorage } from './storage/faults/lost-answer-storage.ts';
export { throwingStorage } from './storage/faults/throwing-storage.ts';
export { processContract, type SharedStore } from './storage/processes/contract.ts';
export { countedSaves } from './storage/processes/counted-saves.ts';
export { runStorageProcess } from './storage/processes/run-storage-process.ts';
export { startStorageProcess } from './storage/processes/storage-process.ts';
export { createTestPorts } from './test-ports.ts';
export type { Deviation } from './webauthn/deviation.ts';
export {
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from './webauthn/software-authenticator.ts';
