export interface Reply {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** A client of the application, with what its session needs. */
export interface Client {
  send(method: string, path: string, body?: object): Promise<Reply>;
  /** Another client with the same cookies or tokens: an attacker's. */
  copy(): Client;
}

/** A browser: keeps cookies, and names its origin. */
export function browserClient(origin: string, cookies: ReadonlyMap<string, string> = new Map()): Client {
  const kept = new Map(cookies);
  return {
    copy: () => browserClient(origin, kept),
    async send(method, path, body) {
      const cookie = [...kept].map((pair) => pair.join('=')).join('; ');
      const response = await request(origin, { method, path, body, headers: { cookie, origin } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/max-age=0/i.test(line)) kept.delete(name);
        else kept.set(name, value);
      }
      return replyOf(response);
    },
  };
}

/** An app on a phone: keeps the tokens of the answers. */
export function tokenClient(origin: string, tokens: Readonly<Record<string, unknown>> = {}): Client {
  const kept = { ...tokens };
  return {
    copy: () => tokenClient(origin, kept),
    async send(method, path, body) {
      const headers = {
        ...(typeof kept.accessToken === 'string' && { authorization: `Bearer ${kept.accessToken}` }),
        ...(typeof kept.challenge === 'string' && { 'factorkit-challenge': kept.challenge }),
      };
      const reply = await replyOf(await request(origin, { method, path, body, headers }));
      const next = Object(reply.json.next);
      Object.assign(kept, reply.json.session ?? next.session ?? {});
      kept.challenge = reply.json.token ?? next.token ?? kept.challenge;
      return reply;
    },
  };
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: object | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

function request(origin: string, { method, path, body = {}, headers }: Sent): Promise<Response> {
  const hasBody = method !== 'GET';
  return fetch(origin + path, {
    method,
    headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
    ...(hasBody && { body: JSON.stringify(body) }),
  });
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, json: text.startsWith('{') ? JSON.parse(text) : {} };
}
