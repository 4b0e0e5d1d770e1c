import type { DomainEvent } from '../account/domain-event.ts';
import type { Method } from '../account/factors/method.ts';
import type { RequestSource } from './audit.ts';
import type { Contact } from './contacts.ts';

/** One message to one contact: what happened, when, from where, and what to do if it was somebody else. */
export interface NoticeMessage {
  /** The same for every try at this message to this contact. */
  readonly id: string;
  readonly userId: string;
  readonly to: Contact;
  readonly about: DomainEvent['type'];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly factor?: { readonly method: Method; readonly label: string };
  readonly source?: RequestSource;
  /** Ready to be sent, in the words of the catalogue. */
  readonly subject: string;
  readonly text: string;
  /** For a link that calls a recovery off: `recovery.cancel` takes it. */
  readonly cancelToken?: string;
}
