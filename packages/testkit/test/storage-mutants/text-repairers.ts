import type { AuditEvent } from '@factorkit/core';
import type { StorageClients } from '../../src/storage/clients.ts';
import { eachClient, type StorageMutant } from './mutant.ts';

const likeIds = 'user ids are opaque: those that look alike are different users';
const exactState = 'state is kept byte for byte';
const wholeState = 'state of up to 256 KB is kept whole';
const illFormed = 'text that is not well-formed Unicode is refused, not repaired';

/** A store that takes every user id for another one, in its trail too. */
function changesIds(change: (userId: string) => string): (good: StorageClients) => StorageClients {
  const rename = (events: readonly AuditEvent[]): AuditEvent[] =>
    events.map((event) => ({ ...event, userId: change(event.userId) }));
  return eachClient((good) => ({
    load: async (userId) => ({ userId, stored: (await good.load(change(userId))).stored }),
    save: (userId, next, expected, events) => good.save(change(userId), next, expected, rename(events)),
    delete: (userId, events, pseudonym) => good.delete(change(userId), rename(events), change(pseudonym)),
    record: (events) => good.record(rename(events)),
    readEvents: ({ userId, ...query }) =>
      good.readEvents({ ...query, userId: userId === undefined ? undefined : change(userId) }),
  }));
}

/** A store that gives back other text than it was given. */
function changesState(change: (state: string) => string): (good: StorageClients) => StorageClients {
  return eachClient((good) => ({
    save: (userId, { tag, state }, ...rest) => good.save(userId, { tag, state: change(state) }, ...rest),
  }));
}

function reformatted(state: string): string {
  try {
    return JSON.stringify(JSON.parse(state));
  } catch {
    return state;
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function endedAtNul(text: string): string {
  return text.split('\0', 1).join();
}

function repaired(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** They mean well with text that is none of their business. */
export const textRepairers: readonly StorageMutant[] = [
  { name: 'trims ids', caughtBy: likeIds, breaks: changesIds((id) => id.trim()) },
  {
    name: 'drops spaces at the end of ids',
    caughtBy: likeIds,
    breaks: changesIds((id) => id.replace(/ +$/, '')),
  },
  { name: 'folds the case of ids', caughtBy: likeIds, breaks: changesIds((id) => id.toLowerCase()) },
  { name: 'composes the accents of ids', caughtBy: likeIds, breaks: changesIds((id) => id.normalize('NFC')) },
  {
    name: 'drops the accents of ids',
    caughtBy: likeIds,
    breaks: changesIds((id) => id.normalize('NFD').replace(/\p{M}/gu, '')),
  },
  { name: 'ends ids at a NUL', caughtBy: likeIds, breaks: changesIds(endedAtNul) },
  { name: 'cuts ids at 255 characters', caughtBy: likeIds, breaks: changesIds((id) => id.slice(0, 255)) },
  {
    name: 'reads ids as numbers where it can',
    caughtBy: likeIds,
    breaks: changesIds((id) => (/^\d+$/.test(id) ? String(Number(id)) : id)),
  },
  { name: 'decodes percent signs in ids', caughtBy: likeIds, breaks: changesIds(percentDecoded) },
  {
    name: 'keeps ids in Latin-1',
    caughtBy: likeIds,
    breaks: changesIds((id) => id.replace(/[^\0-\xff]/gu, '?')),
  },
  {
    name: 'looks ids up in a plain object',
    caughtBy: likeIds,
    breaks: eachClient((good) => {
      const object: Readonly<Record<string, unknown>> = {};
      return {
        async load(userId) {
          return object[userId] === undefined
            ? good.load(userId)
            : { userId, stored: { tag: '', state: String(object[userId]) } };
        },
      };
    }),
  },
  {
    name: 'takes % and _ in an id for a pattern when it deletes',
    caughtBy: likeIds,
    breaks: eachClient((good) => {
      const users = new Set<string>();
      return {
        save(userId, ...rest) {
          users.add(userId);
          return good.save(userId, ...rest);
        },
        async delete(userId, events, pseudonym) {
          const escaped = userId.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
          const pattern = new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's');
          for (const other of users) if (pattern.test(other)) await good.delete(other, [], pseudonym);
          await good.delete(userId, events, pseudonym);
        },
      };
    }),
  },
  { name: 'repairs ids that are not well-formed', caughtBy: illFormed, breaks: changesIds(repaired) },
  { name: 'repairs state that is not well-formed', caughtBy: illFormed, breaks: changesState(repaired) },
  {
    name: 'cuts state at 64 KB',
    caughtBy: wholeState,
    breaks: changesState((state) => state.slice(0, 65_535)),
  },
  { name: 'writes JSON again', caughtBy: exactState, breaks: changesState(reformatted) },
  { name: 'trims state', caughtBy: exactState, breaks: changesState((state) => state.trim()) },
  {
    name: 'drops spaces at the end of state',
    caughtBy: exactState,
    breaks: changesState((state) => state.trimEnd()),
  },
  { name: 'ends state at a NUL', caughtBy: exactState, breaks: changesState(endedAtNul) },
  {
    name: 'composes the accents of state',
    caughtBy: exactState,
    breaks: changesState((state) => state.normalize('NFC')),
  },
  {
    name: 'makes the ends of lines alike',
    caughtBy: exactState,
    breaks: changesState((state) => state.replace(/\r\n?/g, '\n')),
  },
  {
    name: 'drops a byte order mark',
    caughtBy: exactState,
    breaks: changesState((state) => state.replace(/^\ufeff/, '')),
  },
  {
    name: 'unescapes backslashes',
    caughtBy: exactState,
    breaks: changesState((state) => state.replaceAll('\\\\', '\\').replaceAll('\\n', '\n')),
  },
  {
    name: 'keeps no letters beyond the 16-bit plane',
    caughtBy: exactState,
    breaks: changesState((state) => state.replace(/[\u{10000}-\u{10ffff}]/gu, '?')),
  },
  {
    name: 'takes empty state for no account',
    caughtBy: exactState,
    breaks: eachClient((good) => ({
      async load(userId) {
        const { stored } = await good.load(userId);
        return { userId, stored: stored?.state ? stored : undefined };
      },
    })),
  },
];
