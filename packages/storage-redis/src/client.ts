import { randomUUID } from 'node:crypto';
import type { Script } from './script.ts';
import { assertEcho, listOf } from './text.ts';

/** The members of ioredis that Factorkit uses: its `Redis` and its `Cluster` have them. @inline */
export type IoredisScripts = {
  eval(script: string, keyCount: number, ...keysAndValues: string[]): Promise<unknown>;
  evalsha(sha1: string, keyCount: number, ...keysAndValues: string[]): Promise<unknown>;
};

/** One server, with ioredis. @inline */
export type IoredisClient = IoredisScripts & {
  config(subcommand: 'GET', parameter: string): Promise<unknown>;
};

/** A cluster, with ioredis. @inline */
export type IoredisCluster = IoredisScripts & {
  nodes(role: 'master'): readonly IoredisClient[];
};

/** The keys and values of a script, in the form of node-redis. @inline */
export type ScriptInput = {
  readonly keys: string[];
  readonly arguments: string[];
};

/**
 * The members of the package `redis` that Factorkit uses: the results of `createClient` and `createCluster` have them.
 *
 * @inline
 */
export type NodeRedisScripts = {
  eval(script: string, input: ScriptInput): Promise<unknown>;
  evalSha(sha1: string, input: ScriptInput): Promise<unknown>;
};

/** One server, with the package `redis`. @inline */
export type NodeRedisClient = NodeRedisScripts & {
  configGet(parameter: string): Promise<unknown>;
};

/** A cluster, with the package `redis`. @inline */
export type NodeRedisCluster = NodeRedisScripts & {
  readonly masters: readonly object[];
  nodeClient(master: never): NodeRedisClient | Promise<NodeRedisClient>;
};

/** A connected client of either library, of one server or of a cluster. */
export type RedisClient = IoredisClient | IoredisCluster | NodeRedisClient | NodeRedisCluster;

/**
 * Runs a script, and checks that the reply belongs to this call. All of its keys are on one node: they have one hash
 * tag.
 */
export async function run(
  client: RedisClient,
  script: Script,
  keys: string[],
  values: string[],
): Promise<unknown> {
  const call = randomUUID();
  const reply = listOf(await reached(client, script, keys, [...values, call]));
  assertEcho(call, reply[0]);
  if (reply.length !== 2) throw new TypeError('the Redis client returned a reply of another length');
  return reply[1];
}

async function reached(
  client: RedisClient,
  script: Script,
  keys: string[],
  values: string[],
): Promise<unknown> {
  try {
    return await send(client, 'sha1', script, keys, values);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw withoutValues(error);
  }
  try {
    return await send(client, 'text', script, keys, values);
  } catch (error) {
    throw withoutValues(error);
  }
}

function send(
  client: RedisClient,
  by: 'sha1' | 'text',
  script: Script,
  keys: string[],
  values: string[],
): Promise<unknown> {
  if ('evalSha' in client) {
    const input = { keys, arguments: values };
    return by === 'sha1' ? client.evalSha(script.sha1, input) : client.eval(script.text, input);
  }
  return by === 'sha1'
    ? client.evalsha(script.sha1, keys.length, ...keys, ...values)
    : client.eval(script.text, keys.length, ...keys, ...values);
}

/** ioredis adds the command with all its values to the error, which the portal may log. */
function withoutValues(error: unknown): unknown {
  if (typeof error === 'object' && error !== null) Reflect.deleteProperty(error, 'command');
  return error;
}

/** A setting of every primary server. */
export async function settingOf(client: RedisClient, name: string): Promise<readonly string[]> {
  if ('evalSha' in client) {
    const servers = 'masters' in client ? await Promise.all(mastersOf(client)) : [client];
    return Promise.all(servers.map(async (server) => namedSetting(await server.configGet(name), name)));
  }
  const servers = 'nodes' in client ? client.nodes('master') : [client];
  return Promise.all(servers.map(async (server) => namedSetting(await server.config('GET', name), name)));
}

function mastersOf(cluster: NodeRedisCluster): readonly (NodeRedisClient | Promise<NodeRedisClient>)[] {
  // The type of a node depends on the library, so it goes back to the cluster unchanged.
  return cluster.masters.map((master) => cluster.nodeClient(master as never));
}

/** A list of names and values in RESP2, a map in RESP3. */
function namedSetting(reply: unknown, name: string): string {
  if (Array.isArray(reply)) return String(reply[1]);
  return typeof reply === 'object' && reply !== null ? String(Reflect.get(reply, name)) : '';
}
