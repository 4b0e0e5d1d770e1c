import type { DomainEvent } from '../account/domain-event.ts';
import type { Method } from '../account/factors/method.ts';
import type { RequestSource } from './audit.ts';
import type { Contact } from './contacts.ts';

/** One message to one contact: what happened, when, from where, and what the user should do if it was somebody else. */
export interface NoticeMessage {
  /** The same for every attempt to send this message to this contact. */
  readonly id: string;
  readonly userId: string;
  readonly to: Contact;
  readonly about: DomainEvent['type'];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly factor?: { readonly method: Method; readonly label: string };
  readonly source?: RequestSource;
  /** Ready to send, from the notice texts. */
  readonly subject: string;
  readonly text: string;
  /** For a link that cancels a recovery: pass it to `recovery.cancel`. */
  readonly cancelToken?: string;
}
