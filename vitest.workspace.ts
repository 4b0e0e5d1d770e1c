import type { Tier } from './test-tiers.ts';

// vitest.config.ts imports this list; it stands apart so that tools and people find the projects under the usual name.
const projects: readonly string[] = [
  'packages/core',
  'packages/qr',
  'packages/storage-sqlite',
  'packages/storage-postgres',
  'packages/storage-mysql',
  'packages/storage-redis',
  'packages/delivery-smtp',
  'packages/delivery-twilio',
  'packages/delivery-webhook',
  'packages/send-limits',
  'packages/webauthn',
  'packages/testkit',
  'packages/http',
  'packages/express',
  'packages/pages',
  'packages/better-auth',
  'packages/opentelemetry',
  'packages/nest',
  'packages/client',
  'conformance',
  'conformance/oldest',
  'conformance/databases',
  'bench/cluster',
  'examples/portal',
  'examples/nest-portal',
  'examples/host-tests',
  'examples/minimal-express',
  'examples/minimal-nest',
  'examples/key-service',
  'examples/node-http',
  'examples/hono',
  'examples/fastify',
  'examples/next',
  'examples/sveltekit',
];

const EVERY = 'test/**/*.test.ts';
// The tests of the portals on Express, run on Nest: `test/setup.ts` there says over which portals they are run.
const PORTAL = '../portal/test';
// The oldest supported versions run the tests of the newest ones.
const OLDEST = '../test/{fastify,hono,nest-express,nest-fastify}.test.ts';

/** What `quick` runs: no build, no browser, no process besides its own. */
const quick: Readonly<Record<string, readonly string[]>> = {
  'packages/core': [
    EVERY,
    '!**/authenticator.test.ts',
    '!**/backup-code-cost.test.ts',
    // These run whole recoveries and policies to fill a table, or to compare with a model.
    '!**/{reach-table,recovery-table,policy-model,simulation}.test.ts',
  ],
  'packages/qr': [EVERY],
  'packages/storage-sqlite': [EVERY, '!**/several-processes.test.ts', '!**/migrate-command.test.ts'],
  'packages/delivery-smtp': [EVERY, '!**/smtp-*.test.ts'],
  'packages/delivery-twilio': [EVERY],
  'packages/delivery-webhook': [EVERY],
  'packages/send-limits': [EVERY, '!**/{breaker,limiter,send-guard}.test.ts'],
  'packages/webauthn': [EVERY],
  'packages/testkit': [EVERY, '!**/process-contract.test.ts'],
  'packages/http': [EVERY],
  'packages/express': [EVERY, '!**/session-stores.test.ts'],
  'packages/pages': [EVERY],
  'packages/client': [EVERY],
  'examples/host-tests': [EVERY, '!**/host-contract.test.ts'],
};

/** What `test` does not run in full: `soak` does. */
const reduced: Readonly<Record<string, readonly string[] | undefined>> = {
  // All pack and install the packages; `compatibility` starts every server, the others build or generate applications.
  conformance: [EVERY, '!**/{compatibility,built-apps,starters}.test.ts'],
  // A thousand guesses each against two systems, one of which counts few of them.
  'packages/better-auth': [EVERY, '!**/attacks/*.test.ts'],
  // One whole walk for each portal, on Nest. The criteria one by one are shown on Express.
  'examples/nest-portal': [EVERY, `${PORTAL}/pages.test.ts`],
  'examples/portal': [EVERY, '!**/pages.test.ts'],
  // Servers killed under load over PostgreSQL, a mutant that has to be found, the ledger itself, and rows lost from each store.
  'bench/cluster': ['test/{ledger,sabotage,postgres,lost-rows,renames}.test.ts'],
  // One client of each server runs in `packages/storage-*`.
  'conformance/databases': undefined,
  // Both take a production build of a large framework.
  'examples/next': undefined,
  'examples/sveltekit': undefined,
};

const full: Readonly<Record<string, readonly string[]>> = {
  'conformance/oldest': [OLDEST],
  'examples/nest-portal': [EVERY, `${PORTAL}/**/*.test.ts`, `!${PORTAL}/front-room.test.ts`],
};

/** The test files of a project that a tier runs; `undefined` where it runs none. */
export function testFiles(root: string, tier: Tier): readonly string[] | undefined {
  if (tier === 'quick') return quick[root];
  if (tier === 'test' && root in reduced) return reduced[root];
  return full[root] ?? [EVERY];
}

export default projects;
