import type { RequestListener } from 'node:http';
import type { NoticeRounds } from '../src/notice-rounds.ts';
import { createPortal } from '../src/portal.ts';
import type { PortalOptions } from '../src/portal-options.ts';

export interface RunningPortals {
  readonly app: RequestListener;
  readonly sendNotices: NoticeRounds;
  close?(): Promise<void>;
}

export type StartPortals = (options: PortalOptions) => Promise<RunningPortals>;

let chosen: StartPortals = createPortal;

/** Has the tests run over portals that are built in another way: `setup.ts` of that example calls it. */
export function testOn(start: StartPortals): void {
  chosen = start;
}

export function startPortals(options: PortalOptions): Promise<RunningPortals> {
  return chosen(options);
}
