import { readFileSync } from 'node:fs';
import type { Account } from '../../src/account/account.ts';
import { authenticate } from '../../src/codec/account-mac.ts';
import { decodeAccount, encodeAccount } from '../../src/codec/account-text.ts';
import { createKeyring, type Keyring } from '../../src/codec/keyring.ts';
import { keyFrom, ringOf } from './sample-keyring.ts';

interface Save {
  readonly userId: string;
  readonly tag: string;
}

/** The user and the save of the golden document. */
export const GOLDEN: Save = {
  userId: 'user/Ünï:1',
  tag: 'Z29sZGVuLXRhZw',
};
export const goldenRing: Keyring = createKeyring([{ id: 'golden', key: keyFrom(1) }]);

/** A golden document as it is stored. The file has line breaks for people to read. */
export function goldenText(name = 'account-schema-1'): string {
  return JSON.stringify(JSON.parse(readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8')));
}

/** The golden document without its authentication. */
export function goldenBody(): string {
  const { mac: _, ...body } = JSON.parse(goldenText()) as { readonly mac: string };
  return JSON.stringify(body);
}

/** Reads an account so late that none of its times is in the future. */
export function decodeLate(
  ring: Keyring,
  userId: string,
  stored: { readonly tag: string; readonly state: string },
): Account {
  return decodeAccount(ring, userId, stored, Number.MAX_SAFE_INTEGER);
}

/** A body with a genuine code, as a newer version or one with a bug would write it, read by this version. */
export function readGenuine(body: string, { userId, tag }: Save = GOLDEN): Account {
  const state = authenticate(goldenRing, { userId, tag }, body);
  return decodeLate(goldenRing, userId, { tag, state });
}

/** The account after one save, and as it was saved. */
export function readBack(account: Account): Account {
  const ring = ringOf('a');
  const state = encodeAccount(ring, account, 'next-tag');
  return decodeLate(ring, account.userId, { tag: 'next-tag', state });
}
