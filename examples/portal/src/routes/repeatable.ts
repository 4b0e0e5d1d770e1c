import type { SignedInVisit } from '../session/visit.ts';
import type { PageRoute } from './page-route.ts';

/** The lifetime of a challenge. */
const SENT_ON_WITHIN_MS = 10 * 60_000;

/**
 * Stores the form as it was sent: in the session, which only this browser has, and not in a URL. `confirming` contains
 * the page that asks for the proof.
 */
export function keepForm({ portal, request }: SignedInVisit, page: string): void {
  const sent: unknown = request.body;
  const fields = Object.entries(typeof sent === 'object' && sent !== null ? sent : {}).filter(
    (field): field is [string, string] => field[0] !== 'formToken' && typeof field[1] === 'string',
  );
  request.session.waiting = { page, fields: Object.fromEntries(fields), at: portal.clock() };
}

/** Sends the stored form on: once, only to one of these routes, and not if it has waited too long. */
export async function sendOn(visit: SignedInVisit, forms: readonly PageRoute[], back: string): Promise<void> {
  const { portal, request } = visit;
  const { waiting } = request.session;
  delete request.session.waiting;
  const form = forms.find(({ path, repeatable }) => repeatable && path === waiting?.page);
  if (waiting === undefined || form === undefined) return visit.goTo(back);
  if (portal.clock() - waiting.at > SENT_ON_WITHIN_MS) return visit.goTo(back, 'waitedTooLong');
  // From here on the request is that form. If it must wait again, it is stored whole.
  request.body = waiting.fields;
  return form.answer({ ...visit, field: (name) => waiting.fields[name] ?? '' });
}
