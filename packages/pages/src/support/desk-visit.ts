import type { SignedIn } from '@factorkit/core';
import type { PageVisit } from '../visit/visit.ts';
import type { SupportedPortal } from './support-options.ts';

/** A request of a member of staff. */
export interface DeskVisit extends PageVisit {
  readonly caller: SignedIn;
  readonly params: Readonly<Record<string, string>>;
  readonly portals: readonly SupportedPortal[];
  readonly action: string;
  readonly title: string;
  readonly staffName: (staffId: string) => string;
  /** Redirects to a path of the desk. */
  goTo(path: string, notice?: string): Promise<Response>;
  /** The path from the root. */
  at(path: string): string;
}

export interface DeskRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (visit: DeskVisit) => Promise<Response>;
}
