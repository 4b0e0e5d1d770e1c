import type { AuditEvent, StorageAdapter, StoredAccount } from '@factorkit/core';
import type { StorageClients } from '../clients.ts';

/** A store with one thing wrong with it: the proof that the contract would notice. */
export interface Saboteur {
  /** What it does wrong. */
  readonly name: string;
  /** The name of the contract case that must fail on it. Others may fail too. */
  readonly caughtBy: string;
  /** Spoils good clients. */
  breaks(good: StorageClients): StorageClients;
}

/** Spoils each client by itself: what the spoiler remembers, the other client does not know. */
export function eachClient(
  spoil: (good: StorageAdapter) => Partial<StorageAdapter>,
): (good: StorageClients) => StorageClients {
  return (good) => ({
    ...good,
    first: { ...good.first, ...spoil(good.first) },
    second: { ...good.second, ...spoil(good.second) },
  });
}

/** Writes whatever the stored tag is: the opposite of compare-and-set. */
export async function overwrite(
  good: StorageAdapter,
  userId: string,
  next: StoredAccount,
  events: readonly AuditEvent[],
): Promise<boolean> {
  const current = await good.load(userId);
  if (await good.save(userId, next, current?.tag, events)) return true;
  return overwrite(good, userId, next, events);
}
