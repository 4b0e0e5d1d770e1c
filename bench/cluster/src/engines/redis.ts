import { createRedisStorage } from '@factorkit/storage-redis';
import { Redis } from 'ioredis';
import type { OpenOn } from './engine.ts';

export const openRedis: OpenOn = async (url, { resend = true }) => {
  // Not by `autoResendUnfulfilledCommands: false`, with which ioredis leaves what was under way unanswered for ever.
  const client = new Redis(url, { lazyConnect: true, ...(resend ? {} : { maxRetriesPerRequest: 0 }) });
  client.on('error', () => {});
  await client.connect();
  return { storage: await createRedisStorage({ client }), end: async () => client.disconnect() };
};
