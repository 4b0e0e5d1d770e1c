import { createRedisStorage } from '@factorkit/storage-redis';
import { Redis } from 'ioredis';
import type { OpenOn } from './engine.ts';

export const openRedis: OpenOn = async (url, { resend = true }) => {
  // Not `autoResendUnfulfilledCommands: false`: with it ioredis never answers pending commands.
  const client = new Redis(url, { lazyConnect: true, ...(resend ? {} : { maxRetriesPerRequest: 0 }) });
  client.on('error', () => {});
  await client.connect();
  return { storage: await createRedisStorage({ client }), end: async () => client.disconnect() };
};
