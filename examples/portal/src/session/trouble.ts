import type { Response } from 'express';
import { messagePage } from '../pages/message.ts';
import { type Arrival, type Draw, showPage } from './visit.ts';

/** Why a page is not shown: a form that is not of this session or cannot be read, no such page, or a failure. */
export type Trouble = keyof typeof STATUS;

const STATUS = { stale: 403, missing: 404, tooLarge: 413, unreadable: 415, broken: 500 } as const;

/** The kind of a failure, for its page. A URL that cannot be decoded counts as a missing page. */
export function troubleOf(error: unknown): Exclude<Trouble, 'stale'> {
  if (error instanceof URIError) return 'missing';
  // The body parser's names for what it refuses. Other failures are not known to be the sender's fault.
  const { status, type, code } = Object(error);
  // A body that is not compressed as declared has a zlib code instead of a type.
  if (typeof type !== 'string' && !String(code).startsWith('Z_')) return 'broken';
  return (
    ({ 400: 'unreadable', 413: 'tooLarge', 415: 'unreadable' } as const)[status as 400 | 413 | 415] ??
    'broken'
  );
}

/** Shows the failure in the portal's layout and words. */
export function showTrouble(arrival: Arrival, response: Response, trouble: Trouble): void {
  const draw: Draw = ({ brand }) => {
    const { errors } = brand.texts;
    return messagePage(brand, errors[`${trouble}Title` as const], errors[trouble]);
  };
  showPage(arrival, response, draw, STATUS[trouble]);
}
