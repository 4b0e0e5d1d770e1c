import { randomBytes } from 'node:crypto';
import type { RedisClient } from '@factorkit/storage-redis';
import { Cluster, Redis } from 'ioredis';
import { createClient, createCluster, RESP_TYPES } from 'redis';

/** A client that the test opened and ends. */
export interface OpenClient {
  readonly client: RedisClient;
  end(): Promise<void>;
}

export type Connect = (urls: readonly string[]) => Promise<OpenClient>;

/** Keys of its own for each test, on whatever server it runs. */
export function newPrefix(): string {
  return `test-${randomBytes(8).toString('hex')}`;
}

export const ioredis: Connect = async ([url = '']) => {
  const client = new Redis(url, { lazyConnect: true });
  client.on('error', () => {});
  await client.connect();
  return { client, end: async () => client.disconnect() };
};

export const nodeRedis: Connect = async ([url = '']) => {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  return { client, end: async () => client.destroy() };
};

/** Settings under which no reply holds a number. */
export const ioredisTexts: Connect = async ([url = '']) => {
  const client = new Redis(url, { lazyConnect: true, stringNumbers: true });
  client.on('error', () => {});
  await client.connect();
  return { client, end: async () => client.disconnect() };
};

export const nodeRedisTexts: Connect = async ([url = '']) => {
  const client = createClient({
    url,
    RESP: 3,
    commandOptions: { typeMapping: { [RESP_TYPES.NUMBER]: String } },
  });
  client.on('error', () => {});
  await client.connect();
  return { client, end: async () => client.destroy() };
};

export const ioredisCluster: Connect = async (urls) => {
  const client = new Cluster([...urls], { lazyConnect: true });
  client.on('error', () => {});
  await client.connect();
  return { client, end: async () => client.disconnect() };
};

export const nodeRedisCluster: Connect = async (urls) => {
  const client = createCluster({ rootNodes: urls.map((url) => ({ url })) });
  client.on('error', () => {});
  await client.connect();
  return { client, end: async () => client.destroy() };
};
