import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isOfOurOwn } from './form-token.ts';

/** As long as a challenge lives. */
const KEPT_MS = 10 * 60_000;
const FORMS_KEPT = 1_000;

interface SentForm {
  /** Where it led; `undefined` where it led nowhere, such as a wrong password. */
  readonly landed: Promise<string | undefined>;
  isAnswered(): boolean;
  readonly at: number;
}

/**
 * A form that is sent twice, by a double click or by going back, lands where the first one did: the first renewed the
 * session, so the second cannot be judged, and nothing went wrong. It is known by all of its fields, with the form token
 * among them. The second gets no cookie of the first answer: one code opens one session.
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
    // Sent again on purpose, in a session that went on: that is a new form.
    if (first.isAnswered() && isOfOurOwn(request)) return judge();
    first.landed.then((place) => (place === undefined ? judge() : response.redirect(303, place))).catch(next);
  };
}

function keyOf({ method, originalUrl, body }: Request): string | undefined {
  if (method !== 'POST' || typeof Object(body).formToken !== 'string') return undefined;
  return createHash('sha256')
    .update(JSON.stringify([originalUrl, Object.entries(body)]))
    .digest('base64url');
}
