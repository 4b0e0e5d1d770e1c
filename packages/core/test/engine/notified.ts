import type { Contact, Mfa, NoticeMessage, Portal, SignedIn, StorageAdapter } from '@factorkit/core';
import { openPost, type Post } from './post.ts';
import { codeSession, enrol, type Person, passwordSession, type WorldOptions } from './world.ts';

export const MINUTE = 60_000;

/** A portal that tells its users, and what they were told. */
export interface Notified extends Post {
  readonly messages: NoticeMessage[];
  /** The hooks of this portal, for a server that differs in one thing. */
  readonly portal: Portal;
  /** A server over the same store whose `notify` is another. */
  notifying(notify: NonNullable<Portal['notify']>, storage?: StorageAdapter): Mfa;
}

export async function openNotified(
  options: WorldOptions & { readonly portal?: Portal } = {},
): Promise<Notified> {
  const messages: NoticeMessage[] = [];
  const contacts: Contact[] = [
    { id: 'mail', channel: 'email', address: 'anna.smith@example.com' },
    { id: 'phone', channel: 'sms', address: '+4915112345678' },
  ];
  const portal: Portal = {
    revokeSessions: async () => {},
    contacts: async () => contacts,
    notify: async (message) => {
      messages.push(message);
    },
    ...options.portal,
  };
  const post = await openPost({ ...options, portal });
  return {
    ...post,
    contacts,
    messages,
    portal,
    notifying: (notify, storage = post.storage) => post.server({ portal: { ...portal, notify }, storage }),
  };
}

/** Whom each message went to and what it was about. */
export function toldOf(messages: readonly NoticeMessage[]): readonly string[] {
  return messages.map(({ about, to }) => `${about} -> ${to.id}`);
}

/** Somebody with an app whose set-up was told already, signed in with it. */
export async function settled(
  town: Notified,
): Promise<{ readonly anna: Person; readonly session: SignedIn }> {
  const anna = await enrol(town, 'anna');
  const session = await codeSession(town, anna);
  await town.mfa.dispatchNotices({ everyone: true });
  town.messages.length = 0;
  return { anna, session };
}

/** An app enrolled: one notice in the outbox, nothing sent. */
export async function withNews(town: Notified, userId = 'anna'): Promise<void> {
  const session = await passwordSession(town.mfa, userId);
  await enrol(town, userId, {
    ...session,
    source: {
      ip: '203.0.113.7',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    },
  });
}
