/**
 * Factorkit accounts in Redis or Valkey, through ioredis or redis.
 *
 * @module
 */
export type { RedisClient } from './client.ts';
export { createRedisStorage, type RedisStorageOptions } from './redis-storage.ts';
