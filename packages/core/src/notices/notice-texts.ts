import type { DomainEvent } from '../account/domain-event.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { Contact } from '../ports/contacts.ts';
import type { NoticeMessage } from '../ports/notice.ts';

/** The texts of a notice. */
export interface NoticeTexts {
  /** States only what happened: subjects appear on locked screens and in the logs of mail servers. */
  subject(input: NoticeText): string;
  body(input: NoticeText): string;
}

/**
 * The facts of a notice. `factor.label` and `source` may contain text of an attacker: do not turn it into a link.
 *
 * @inline
 */
export type NoticeText = {
  readonly siteName: string;
  readonly about: DomainEvent['type'];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Keep an SMS short. */
  readonly channel: Contact['channel'];
  readonly factor?: NonNullable<NoticeMessage['factor']>;
  /** The recovery code, in the message that delivers it. Never put it in a subject. */
  readonly code?: string;
  readonly source?: RequestSource;
  /** The link that cancels the recovery. Present if one is in progress and `cancelUrl` is set. */
  readonly cancelUrl?: string;
  /** The address of a help page. */
  readonly helpUrl?: string;
};

/** Options of the notices. @inline */
export type NoticeOptions = {
  /** @defaultValue English texts */
  readonly texts?: NoticeTexts | undefined;
  /**
   * Set it if another process has `portal.notify` and calls `dispatchNotices`. This one then only writes notices.
   * Optional.
   */
  readonly dispatchedElsewhere?: boolean;
  /**
   * Returns the address of the page that cancels a recovery. Put the token after a `#`, so that servers do not log it.
   * The page must ask for confirmation, because mail scanners open links.
   */
  cancelUrl?(token: string): string;
  /** The address of a help page for users who cannot sign in. */
  readonly helpUrl?: string;
};
