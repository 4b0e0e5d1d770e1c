import type { Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { callerOf, type SignedInVisit, signedIn } from '../session/visit.ts';

type Answer = (visit: SignedInVisit) => Promise<void>;

/** As long as a challenge lives: who needs longer has forgotten what was in the form. */
const SENT_ON_WITHIN_MS = 10 * 60_000;

const forms = new WeakMap<CustomerPortal, Map<string, Answer>>();

/** A form that may have to wait for fresh proof: then it is kept, and sent on by itself when the proof is there. */
export function repeatableForm(router: Router, portal: CustomerPortal, path: string, answer: Answer): void {
  router.post(path, signedIn(portal, answer));
  forms.set(portal, (forms.get(portal) ?? new Map<string, Answer>()).set(path, answer));
}

/**
 * Keeps the form as it was sent: in the session, which nobody but this browser answers for, and in no address. The
 * proof is asked for where `confirming` says.
 */
export function keepForm({ portal, request }: SignedInVisit, page: string): void {
  const sent: unknown = request.body;
  const fields = Object.entries(typeof sent === 'object' && sent !== null ? sent : {}).filter(
    (field): field is [string, string] => field[0] !== 'formToken' && typeof field[1] === 'string',
  );
  request.session.waiting = { page, fields: Object.fromEntries(fields), at: portal.clock() };
}

/** Sends the kept form on: once, and not where it has waited too long. */
export async function sendOn(visit: SignedInVisit, back: string): Promise<void> {
  const { portal, request } = visit;
  const { waiting } = request.session;
  delete request.session.waiting;
  const answer = waiting && forms.get(portal)?.get(waiting.page);
  // With what was shown just now: the visit itself is older than that.
  const caller = callerOf(visit);
  if (waiting === undefined || answer === undefined || caller === undefined) return visit.goTo(back);
  if (portal.clock() - waiting.at > SENT_ON_WITHIN_MS) return visit.goTo(back, 'waitedTooLong');
  // From here on the request is that form: should it have to wait once more, it is kept whole.
  request.body = waiting.fields;
  return answer({ ...visit, caller, field: (name) => waiting.fields[name] ?? '' });
}
