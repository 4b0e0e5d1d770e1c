import type { Response } from 'express';
import { messagePage } from '../pages/message.ts';
import { type Arrival, type Draw, showPage } from './visit.ts';

/** What keeps a page from being shown: a form that is not of this session or cannot be read, no such page, or something broke. */
export type Trouble = keyof typeof STATUS;

const STATUS = { stale: 403, missing: 404, tooLarge: 413, unreadable: 415, broken: 500 } as const;

/** What a failure is for whoever made the request. An address that cannot be decoded is that of no page. */
export function troubleOf(error: unknown): Exclude<Trouble, 'stale'> {
  if (error instanceof URIError) return 'missing';
  // As the parser of bodies names what it does not take. The rest is no fault of the sender's that we know of.
  const { status, type, code } = Object(error);
  // A body that is not compressed as it says has the code of zlib in place of a type.
  if (typeof type !== 'string' && !String(code).startsWith('Z_')) return 'broken';
  return (
    ({ 400: 'unreadable', 413: 'tooLarge', 415: 'unreadable' } as const)[status as 400 | 413 | 415] ??
    'broken'
  );
}

/** Says so, in the portal's frame and words. */
export function showTrouble(arrival: Arrival, response: Response, trouble: Trouble): void {
  const draw: Draw = ({ brand }) => {
    const { errors } = brand.texts;
    return messagePage(brand, errors[`${trouble}Title` as const], errors[trouble]);
  };
  showPage(arrival, response, draw, STATUS[trouble]);
}
