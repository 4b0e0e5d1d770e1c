import { authenticatorFromUri } from '@factorkit/testkit';

/** A browser without pages: it keeps its cookies. */
export interface Visitor {
  readonly cookies: ReadonlyMap<string, string>;
  send(path: string, body?: object): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly json: { readonly [member: string]: unknown };
}

export function visit(origin: string): Visitor {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async send(path, body) {
      const response = await fetch(origin + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(line) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return { status: response.status, json: Object(await response.json()) };
    },
  };
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
