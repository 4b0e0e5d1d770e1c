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
  'packages/opentelemetry',
  'examples/portal',
];

export default projects;
