/**
 * Factorkit accounts in Redis or Valkey, through ioredis or redis.
 *
 * @module
 */
export type {
  IoredisClient,
  IoredisCluster,
  IoredisScripts,
  NodeRedisClient,
  NodeRedisCluster,
  NodeRedisScripts,
  RedisClient,
  ScriptInput,
} from './client.ts';
export { createRedisStorage, type RedisStorageOptions } from './redis-storage.ts';
