/**
 * The rooms of ARCHITECTURE.md as rules: imports point inwards only. A room is a folder of packages/core/src.
 * Files that stand directly in packages/core/src (errors, the secret type) belong to no room and may be used by every one,
 * `otp` excepted; they themselves use no room.
 */
const room = (...names) => `^packages/core/src/(${names.join('|')})/`;

/** What a package shows the others: its exports. */
const doors = [
  '^packages/[^/]+/src/index\\.ts$',
  '^packages/core/src/(otp|policy|memory|schema)/index\\.ts$',
  '^packages/http/src/node/index\\.ts$',
  '^packages/express/src/session/index\\.ts$',
];

const policyRoom = (...names) => `^packages/core/src/policy/(?:${names.join('|')})/`;
const engineRoom = (...names) => `^packages/core/src/engine/(?:${names.join('|')})/`;

/** Each room of the engine may use those before it in this list. What it must not use, and why. */
const engineLayers = [
  ['results', 'Outcome types are read by everything, and know nothing of how they come about.'],
  ['input', 'Arguments are read before anything else happens.'],
  ['ports', 'A port is guarded in the same way for every operation.'],
  ['contacts', 'Contacts are named and sealed for the commit, which notices depend on.'],
  ['commit', 'The commit knows no operation: what it does after a change holds for all of them.'],
  ['progress', 'How far a user has come is worked out from the account alone, whatever the operation.'],
  ['sending', 'A code is sent in one way, for a sign-in and for a set-up.'],
  ['recovery', 'A grant is settled in one place; sign-in and enrolment call it.'],
  ['sign-in|enrolment|factors', 'Operations of users know nothing of the desk and of maintenance.'],
  ['support|upkeep', 'Nothing depends on the desk and on maintenance.'],
];
const engineRooms = engineLayers.slice(0, -1).map(([rooms, comment], at) => ({
  name: `engine-${rooms.replaceAll('|', '-')}-uses-what-is-below`,
  comment,
  severity: 'error',
  from: { path: engineRoom(rooms) },
  to: { path: engineRoom(...engineLayers.slice(at + 1).map(([above]) => above)) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
const config = {
  forbidden: [
    ...engineRooms,
    {
      name: 'policy-schema-knows-no-decision',
      comment:
        'What a policy may say is read and documented by itself; what it means for a user is another question.',
      severity: 'error',
      from: { path: policyRoom('schema') },
      to: { path: policyRoom('requirements', 'decide', 'lint', 'explain', 'tools', 'presets', 'profiles') },
    },
    {
      name: 'policy-requirements-know-no-decision',
      comment: 'Which requirements apply, and what meets them, is settled before an intent is judged.',
      severity: 'error',
      from: { path: policyRoom('requirements') },
      to: { path: policyRoom('decide', 'lint', 'explain', 'tools', 'presets', 'profiles') },
    },
    {
      name: 'policy-decides-without-its-tools',
      comment: 'A decision at sign-in loads no advice for the author of the policy.',
      severity: 'error',
      from: { path: policyRoom('decide') },
      to: { path: policyRoom('lint', 'explain', 'tools', 'presets', 'profiles') },
    },
    {
      name: 'otp-stands-alone',
      comment: 'The RFC 4226, 6238 and 4648 code is used by itself too, and is reviewed by itself.',
      severity: 'error',
      from: { path: room('otp') },
      to: { pathNot: [room('otp'), 'node_modules/@noble/hashes/'] },
    },
    {
      name: 'schema-reads-values',
      comment:
        'Every room reads with it, so it uses none. It names types of the account, for their words, and throws errors.',
      severity: 'error',
      from: { path: room('schema') },
      to: {
        path: '^packages/core/src/',
        pathNot: [room('schema'), '^packages/core/src/errors\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'account-is-pure',
      comment:
        'The aggregate is decided without I/O and knows no rule of any portal: that is how it can be tested whole.',
      severity: 'error',
      from: { path: room('account') },
      to: { path: room('policy', 'engine', 'factors', 'codec', 'memory', 'otp') },
    },
    {
      name: 'policy-is-pure',
      comment: 'A policy judges facts. What it could call, it could not be simulated without.',
      severity: 'error',
      from: { path: room('policy') },
      to: { path: room('engine', 'factors', 'codec', 'memory', 'otp') },
    },
    {
      name: 'policy-sees-the-shape-of-an-account-only',
      comment: 'It reads accounts and never changes one: the types are enough.',
      severity: 'error',
      from: { path: room('policy') },
      to: { path: room('account'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ports-are-called-by-the-engine-only',
      comment:
        'One room talks to the world, so one room has to be right about its failures. Others may name the types.',
      severity: 'error',
      from: { path: room('account', 'policy', 'codec', 'factors') },
      to: { path: room('ports'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ports-describe-and-nothing-more',
      comment: 'A port is what a portal implements: it must not bring the machinery behind it along.',
      severity: 'error',
      from: { path: room('ports') },
      // `User` is what the portal knows of a person, as a policy reads it: a type and nothing more.
      to: {
        path: room('engine', 'factors', 'codec', 'memory', 'policy', 'otp'),
        pathNot: 'policy/schema/user\\.ts$',
      },
    },
    {
      name: 'codec-turns-accounts-into-text',
      comment: 'Reading and sealing know the account and base32, and not what a factor or a policy means.',
      severity: 'error',
      from: { path: room('codec') },
      to: { path: room('engine', 'factors', 'memory') },
    },
    {
      name: 'factors-are-mechanisms',
      comment:
        'A factor checks what was shown. When it is asked for is the policy’s to say, what follows the engine’s.',
      severity: 'error',
      from: { path: room('factors') },
      to: { path: room('engine', 'memory') },
    },
    {
      name: 'policy-is-asked-by-the-engine-only',
      comment:
        'Mechanisms are handed the figures of a policy; two rooms that read it could read it differently.',
      severity: 'error',
      from: { path: room('codec', 'factors') },
      to: { path: room('policy'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'notices-are-words',
      comment:
        'They are handed what happened and say it. Whom it is said to, and when, is the engine’s matter.',
      severity: 'error',
      from: { path: room('notices') },
      to: { path: '^packages/core/src/[^/]+/', pathNot: room('notices'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'memory-is-an-adapter-like-any-other',
      comment: 'It sees what an adapter of another package sees: the ports.',
      severity: 'error',
      from: { path: room('memory') },
      to: { path: room('engine', 'factors', 'codec', 'policy', 'account', 'otp') },
    },
    {
      name: 'delivery-knows-the-ports-alone',
      comment:
        'Failover, sinks and the frame of an adapter judge what became of a message. They do not know who sent it and why.',
      severity: 'error',
      from: { path: room('delivery') },
      to: { path: '^packages/core/src/[^/]+/', pathNot: room('delivery', 'ports', 'schema') },
    },
    {
      name: 'delivery-names-port-types-only',
      comment: 'An adapter implements a port and never calls one beyond those it is handed.',
      severity: 'error',
      from: { path: room('delivery') },
      to: { path: room('ports'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'delivery-is-passed-in',
      comment: 'The engine knows the port. The portal chooses the adapter.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: ['^packages/core/src/index\\.ts$', room('delivery')] },
      to: { path: room('delivery') },
    },
    {
      name: 'engine-is-entered-through-the-index',
      comment: 'It is the outermost room: an import of it from inside points the wrong way.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: ['^packages/core/src/index\\.ts$', room('engine')] },
      to: { path: room('engine') },
    },
    {
      name: 'what-all-share-uses-no-room',
      comment: 'A file beside the rooms that used one would carry it into all the others.',
      severity: 'error',
      from: { path: '^packages/core/src/[^/]+\\.ts$', pathNot: '^packages/core/src/index\\.ts$' },
      to: { path: '^packages/core/src/[^/]+/' },
    },
    {
      name: 'nobody-imports-an-index-from-inside',
      comment:
        'An index is the door for others; through it a room would pull in all its neighbours and make a cycle.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { path: '^packages/$1/src/index\\.ts$' },
    },
    {
      name: 'core-and-http-run-on-any-runtime',
      comment:
        'Deno, Bun and workers have no node: modules, or others. Web standards, or a port that the portal fills.',
      severity: 'error',
      from: { path: '^packages/(core|http)/src/', pathNot: '^packages/http/src/node/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'http-node-names-types-only',
      comment:
        'The one corner that knows what a Node request is. It calls what it is handed, so it needs no module of Node.',
      severity: 'error',
      from: { path: '^packages/http/src/node/' },
      to: { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-routes-know-no-node',
      comment: 'They are the same on every runtime; the corner for Node stands on its own.',
      severity: 'error',
      from: { path: '^packages/http/src/', pathNot: '^packages/http/src/node/' },
      to: { path: '^packages/http/src/node/' },
    },
    {
      name: 'core-brings-two-dependencies',
      comment: 'Every further one would run in the same process as the secrets.',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/@noble/(hashes|ciphers)/' },
    },
    {
      name: 'http-is-built-on-core',
      comment:
        'The routes are the same under every framework, so they know none. The language of requirements is what guards are told in.',
      severity: 'error',
      from: { path: '^packages/http/src/', pathNot: '^packages/http/src/node/' },
      to: { pathNot: ['^packages/http/src/', '^packages/core/src/((policy|schema)/)?index\\.ts$'] },
    },
    {
      name: 'http-node-is-built-on-core-and-two-shapes',
      comment: 'What a request and a response of Node look like, and nothing else of Node.',
      severity: 'error',
      from: { path: '^packages/http/src/node/' },
      to: { pathNot: ['^packages/http/src/node/', '^packages/core/src/index\\.ts$', '^(node:)?http$'] },
    },
    {
      name: 'express-is-a-mount',
      comment:
        'It turns a Node request into a Request and back. Whatever it knew beyond that, Nest would have to know again.',
      severity: 'error',
      from: { path: '^packages/express/src/' },
      to: {
        pathNot: ['^packages/express/src/', '^packages/(core|http)/src/', 'node_modules/(@types/)?express/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'pages-run-on-any-runtime',
      comment: 'They are built on the routes’ host, know no framework, and draw the QR code on the server.',
      severity: 'error',
      from: { path: '^packages/pages/src/' },
      to: {
        pathNot: ['^packages/pages/src/', '^packages/(core|http|qr)/src/((policy|schema)/)?index\\.ts$'],
      },
    },
    {
      name: 'nest-is-a-mount',
      comment:
        'Nest is a portal’s choice twice over, so it knows neither Express nor Fastify: what it uses of them it says itself.',
      severity: 'error',
      from: { path: '^packages/nest/src/' },
      to: {
        pathNot: [
          '^packages/nest/src/',
          '^packages/(core|http)/src/',
          'node_modules/@nestjs/(common|core)/',
          '^(node:)?http$',
        ],
      },
    },
    {
      name: 'better-auth-is-a-plug-in',
      comment:
        'It guards sessions and mounts the routes of http. What a sign-in needs is the policy’s to say.',
      severity: 'error',
      from: { path: '^packages/better-auth/src/' },
      to: {
        pathNot: [
          '^packages/better-auth/src/',
          '^packages/(core|http|client)/src/((otp|policy)/)?index\\.ts$',
          'node_modules/(@better-auth/core|better-auth)/',
        ],
      },
    },
    {
      name: 'send-limits-is-a-guard',
      comment: 'It counts, and reads numbers and addresses. The portal passes the clients of stores.',
      severity: 'error',
      from: { path: '^packages/send-limits/src/' },
      to: {
        pathNot: [
          '^packages/send-limits/src/',
          '^packages/core/src/((otp|schema)/)?index\\.ts$',
          'node_modules/(@noble/hashes|ipaddr\\.js|libphonenumber-js|rate-limiter-flexible)/',
        ],
      },
    },
    {
      name: 'telemetry-sees-the-engine-from-outside',
      comment:
        'It wraps what a portal calls. Which SDK takes what it tells is the portal’s to choose: the API alone.',
      severity: 'error',
      from: { path: '^packages/opentelemetry/src/' },
      to: {
        pathNot: [
          '^packages/opentelemetry/src/',
          '^packages/core/src/index\\.ts$',
          'node_modules/@opentelemetry/api/',
        ],
      },
    },
    {
      name: 'delivery-packages-stand-on-core',
      comment:
        'Each is installed alone, and only SMTP is worth a dependency: the rest is one POST by fetch, on any runtime.',
      severity: 'error',
      from: { path: '^packages/(delivery-(?:twilio|webhook))/src/' },
      to: { pathNot: ['^packages/$1/src/', '^packages/core/src/((otp|schema)/)?index\\.ts$'] },
    },
    {
      name: 'smtp-is-nodemailer-and-core',
      comment: 'The same, with the one library that speaks SMTP and writes MIME.',
      severity: 'error',
      from: { path: '^packages/delivery-smtp/src/' },
      to: {
        pathNot: [
          '^packages/delivery-smtp/src/',
          '^packages/core/src/index\\.ts$',
          'node_modules/nodemailer/',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'webauthn-is-core-and-one-library',
      comment: 'The library reads bytes, and what it brings along is not ours to lean on.',
      severity: 'error',
      from: { path: '^packages/webauthn/src/' },
      to: {
        pathNot: [
          '^packages/webauthn/src/',
          '^packages/core/src/((policy|schema)/)?index\\.ts$',
          'node_modules/@simplewebauthn/server/',
        ],
      },
    },
    {
      name: 'testkit-tests-against-core',
      comment: 'Who writes an adapter installs the testkit, and should not get a framework with it.',
      severity: 'error',
      from: { path: '^packages/testkit/src/' },
      to: {
        path: ['^packages/', '^examples/', 'node_modules/'],
        pathNot: ['^packages/testkit/src/', '^packages/core/src/', 'node_modules/vitest/'],
      },
    },
    {
      name: 'packages-enter-each-other-by-the-front-door',
      comment: 'What a package does not export may change on any day. Tests may share how they open a store.',
      severity: 'error',
      from: { path: '^(?:packages|examples|bench)/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: [
          '^packages/$1/',
          '^packages/[^/]+/test/(engine/stores|open-twice|embedded-server|server)\\.ts$',
          ...doors,
        ],
      },
    },
    {
      name: 'conformance-enters-by-the-front-door',
      comment:
        'It stands for a portal: what it reached past the exports, no portal could. Servers are started as in other tests.',
      severity: 'error',
      from: { path: '^conformance/' },
      to: {
        path: ['^packages/', '^examples/', '^bench/'],
        pathNot: [
          '^packages/[^/]+/test/(embedded-server|server)\\.ts$',
          '^packages/storage-postgres/test/(global-setup|pgbouncer|places)\\.ts$',
          ...doors,
        ],
      },
    },
    {
      name: 'conformance-suites-know-no-framework',
      comment:
        'The same tests for all: what only one framework has belongs in its own fixture, or in its own package.',
      severity: 'error',
      from: {
        path: '^conformance/',
        pathNot:
          '^conformance/(src/(harnesses/|compatibility/(frameworks|runtimes/walk-runtime|apps/app-process)\\.ts$)|test/[^/]+\\.test\\.ts$)',
      },
      to: { path: ['^conformance/src/harnesses/', 'node_modules/(@nestjs|@hono|hono|express|fastify)/'] },
    },
    {
      name: 'packages-know-no-example-and-no-testkit',
      comment: 'What ships must not lean on what shows or tests it. (A package’s tests may use the testkit.)',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: {
        path: ['^examples/', '^bench/', '^conformance/', '^packages/testkit/'],
        pathNot: '^packages/$1/',
      },
    },
    {
      name: 'sources-know-no-test',
      comment: 'A test file is not in the tarball.',
      severity: 'error',
      from: { path: '/src/' },
      to: { path: '/(test|bench)/' },
    },
    {
      name: 'dependencies-are-declared',
      comment: 'What the lockfile happens to hoist is missing in the portal that installs the package.',
      severity: 'error',
      from: { path: '^((packages|examples|bench)/[^/]+|conformance)/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'sources-run-without-dev-dependencies',
      comment: 'A devDependency is not there in a portal. Types are: they are erased.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
    {
      name: 'imports-resolve',
      comment: 'A path that leads nowhere is a rule that was not checked.',
      severity: 'error',
      // The files in public/ are loaded by a browser, from addresses that the portal serves.
      from: { pathNot: '^examples/[^/]+/src/public/' },
      // SvelteKit makes $app when it builds.
      to: { couldNotResolve: true, pathNot: '^\\$app/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'files-are-named-for-what-they-hold',
      comment: 'A drawer called utils is where ideas go that nobody named.',
      severity: 'error',
      from: {},
      to: {
        path: '^(packages|examples|bench|conformance)/.*/(utils?|helpers?|common|misc)(/|\\.[^/]+$)',
        pathNot: 'node_modules',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: ['^(packages|examples)/[^/]+/(dist|build|\\.next|\\.svelte-kit)/', '^conformance/apps/'],
    },
    // 'specify' keeps type imports in the graph and marks them, so that a rule can allow types and nothing else.
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};

export default config;
