import type { Mfa } from '@factorkit/core';
import type { SupportedUser, SupportHost } from '@factorkit/http';
import type { Pages } from '../create-pages.ts';

/** A user as the portal knows them, with the record that staff compare with. Factorkit stores none of it. */
export interface SupportedPerson extends SupportedUser {
  readonly email?: string;
  readonly phone?: string;
}

/** The portal whose users the desk helps, or one of several. */
export interface SupportedPortal {
  /** Its name in addresses: letters, digits and `-`. */
  readonly id: string;
  readonly name: string;
  readonly mfa: Mfa;
  readonly host: Pick<SupportHost<unknown>, 'may'> & {
    findUser(query: string): Promise<readonly SupportedPerson[]>;
    userOf(userId: string): Promise<SupportedPerson | undefined>;
    /**
     * The users with a recovery in progress, for the first page of the desk: for example a list that you keep from the events
     * `recovery.…` of `portal.onEvent`.
     */
    waiting?(): Promise<readonly SupportedPerson[]>;
  };
}

/** @inline */
export type SupportPagesOptions<Context> = {
  /** The pages of the staff's own sign-in: the desk has their frame, sessions and proof. */
  readonly pages: Pages<Context>;
  /** Where `pages` are mounted. The desk is below it: `/home`, `/users/…`, `/actions`. */
  readonly path: string;
  readonly portals: () => readonly SupportedPortal[];
  /** The action of the staff's policy that each change of an account requires. */
  readonly action: string;
  /** The heading of the first page. @defaultValue `Find a user` */
  readonly title?: string;
  /** The name of a member of staff. @defaultValue the id */
  staffName?(staffId: string): string | undefined;
};
