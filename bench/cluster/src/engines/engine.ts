import type { StorageAdapter } from '@factorkit/core';

export const ENGINES = ['postgres', 'mysql', 'redis', 'sqlite'] as const;
export type Engine = (typeof ENGINES)[number];

export function isEngine(name: string): name is Engine {
  return ENGINES.some((engine) => engine === name);
}

/** How long a server waits for a connection: long, because a busy machine is no fault. */
export const CONNECT_MS = 30_000;

/** A storage adapter on a client of its own, which whoever opened it ends. */
export interface OpenEngine {
  readonly storage: StorageAdapter;
  end(): Promise<void>;
}

export interface EngineOptions {
  /** The tables are made first where they are not there. */
  readonly migrate?: boolean;
  /**
   * Redis alone: whether the client sends what was under way again by itself once its connection is back. Both ways are
   * run: with it the adapter recognises the repeated call, without it the engine recognises its own tag.
   */
  readonly resend?: boolean;
  /** SQLite alone: how long it waits for another process's write, in milliseconds; 5000 where it is not said. */
  readonly busyMs?: number;
}

export type OpenOn = (url: string, options: EngineOptions) => Promise<OpenEngine>;
