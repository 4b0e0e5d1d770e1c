import { messagePage } from '../views/message.ts';
import type { Visit } from './visit.ts';

/** Why a page is not shown: a form that is not of this session or cannot be read, or a failure. */
export type Trouble = keyof typeof STATUS;

const STATUS = { stale: 403, tooLarge: 413, unreadable: 415, broken: 500 } as const;

/** Shows the failure in the portal's frame and words. */
export function showTrouble(visit: Visit, trouble: Trouble): Promise<Response> {
  const { errors } = visit.site.texts;
  return visit.show(
    ({ site }) => messagePage(site, errors[`${trouble}Title` as const], errors[trouble]),
    STATUS[trouble],
  );
}
