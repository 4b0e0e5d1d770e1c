import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isOfOurOwn } from './form-token.ts';

/** The lifetime of a challenge. */
const KEPT_MS = 10 * 60_000;
const FORMS_KEPT = 1_000;

interface SentForm {
  /** Where it redirected to. `undefined` if it did not, for example after a wrong password. */
  readonly landed: Promise<string | undefined>;
  isAnswered(): boolean;
  readonly at: number;
}

/**
 * Answers a form that is sent twice, by a double click or by going back, like the first time: the first one renewed the
 * session, so the second one could not be checked. A repeated form has the same fields, including the form token. It
 * gets no cookie of the first answer: one code opens one session.
 */
export function repeatedForms(clock: () => number): RequestHandler {
  const sent = new Map<string, SentForm>();
  return (request, response, next) => {
    const key = keyOf(request);
    if (key === undefined) return next();
    const first = sent.get(key);
    const judge = (): void => {
      sent.delete(key);
      sent.set(key, {
        at: clock(),
        isAnswered: () => response.closed,
        landed: new Promise((resolve) => {
          response.once('close', () => {
            resolve(response.statusCode === 303 ? response.get('location') : undefined);
          });
        }),
      });
      const [oldest] = sent.keys();
      if (sent.size > FORMS_KEPT && oldest !== undefined) sent.delete(oldest);
      next();
    };
    if (first === undefined || clock() - first.at > KEPT_MS) return judge();
    // Sent again in a session that continued: that is a new form.
    const { signedIn, signingIn } = request.session;
    const continued = signedIn !== undefined || signingIn !== undefined;
    if (first.isAnswered() && continued && isOfOurOwn(request)) return judge();
    first.landed.then((place) => (place === undefined ? judge() : response.redirect(303, place))).catch(next);
  };
}

function keyOf({ method, originalUrl, body }: Request): string | undefined {
  if (method !== 'POST' || typeof Object(body).formToken !== 'string') return undefined;
  return createHash('sha256')
    .update(JSON.stringify([originalUrl, Object.entries(body)]))
    .digest('base64url');
}
