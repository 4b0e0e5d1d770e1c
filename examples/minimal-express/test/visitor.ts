import { type Answer, authenticatorFromUri, createBrowser } from '@factorkit/testkit';

/** A browser of the testkit: GET without a body, POST with one. */
export interface Visitor {
  cookies(): ReadonlyMap<string, string>;
  send(path: string, body?: object): Promise<Answer>;
}

export function visit(origin: string): Visitor {
  const { cookies, send } = createBrowser({ origin });
  return { cookies, send: (path, body) => send(body === undefined ? 'GET' : 'POST', path, body) };
}

/** A phone that was set up; `code` is the next one, since the present one is spent by the set-up. */
export interface Phone {
  readonly factorId: string;
  readonly code: string;
}

export async function setUpPhone(visitor: Visitor): Promise<Phone> {
  const { json } = await visitor.send('/mfa/factors', { method: 'totp' });
  const { factorId, setup } = Object(json.enrolment);
  const app = authenticatorFromUri(String(setup.uri));
  const now = Date.now();
  const proven = await visitor.send(`/mfa/factors/${factorId}/confirm`, { response: app.code(now) });
  if (proven.json.kind !== 'active') throw new Error(`not confirmed: ${JSON.stringify(proven.json)}`);
  return { factorId: String(factorId), code: app.code(now + 30_000) };
}
