import type { StorageAdapter } from '@factorkit/core';

export const ENGINES = ['postgres', 'mysql', 'redis', 'sqlite'] as const;
export type Engine = (typeof ENGINES)[number];

export function isEngine(name: string): name is Engine {
  return ENGINES.some((engine) => engine === name);
}

/** How long a server waits for a connection. Long, because a busy machine is not a fault. */
export const CONNECT_MS = 30_000;

/** A storage adapter with its own client, which the opener ends. */
export interface OpenEngine {
  readonly storage: StorageAdapter;
  end(): Promise<void>;
}

export interface EngineOptions {
  /** Creates the tables first if they are missing. */
  readonly migrate?: boolean;
  /**
   * Redis only: whether the client repeats pending commands when its connection is back. Both ways are run: with it the
   * adapter recognises the repeated call, without it the engine recognises its own tag.
   */
  readonly resend?: boolean;
  /** SQLite only: how long to wait for another process's write, in milliseconds. Defaults to 5000. */
  readonly busyMs?: number;
}

export type OpenOn = (url: string, options: EngineOptions) => Promise<OpenEngine>;
