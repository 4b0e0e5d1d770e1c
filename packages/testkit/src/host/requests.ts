import { signal } from './signal.ts';

type Fetch = (request: Request) => Promise<Response> | Response;

/** A request that changes something, as it was sent. */
export interface SentRequest {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** Passes requests on, and keeps those that change something. */
export function recordedFetch(fetch: Fetch): {
  readonly fetch: Fetch;
  readonly sent: readonly SentRequest[];
} {
  const sent: SentRequest[] = [];
  return {
    sent,
    async fetch(request) {
      if (request.method !== 'GET') {
        const body = await request.clone().text();
        sent.push({ url: request.url, headers: request.headers, body });
      }
      return fetch(request);
    },
  };
}

/** Passes requests on, whose bodies end only when told. */
export function slowFetch(fetch: Fetch): {
  readonly fetch: Fetch;
  arrived(): Promise<void>;
  finish(): void;
} {
  const [arrival, end] = [signal(), signal()];
  return {
    arrived: () => arrival.given,
    finish: () => end.give(),
    async fetch(request) {
      if (request.body === null) return fetch(request);
      const bytes = new Uint8Array(await request.arrayBuffer());
      const half = Math.floor(bytes.length / 2);
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(bytes.slice(0, half)),
        async pull(controller) {
          arrival.give();
          await end.given;
          controller.enqueue(bytes.slice(half));
          controller.close();
        },
      });
      const { url, method, headers, redirect } = request;
      // The types of browsers do not know `duplex`, without which no body is a stream.
      const init: RequestInit & { readonly duplex: 'half' } = {
        method,
        headers,
        redirect,
        body,
        duplex: 'half',
      };
      return fetch(new Request(url, init));
    },
  };
}

const OTHER_SITE = 'https://evil.example';

/** How browsers announce a request that a page of another site makes. */
const FOREIGN: readonly Readonly<Record<string, string>>[] = [
  { origin: OTHER_SITE, 'sec-fetch-site': 'cross-site' },
  { origin: OTHER_SITE },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
];

/**
 * The request as a form of another site can send it, in every way that a browser lets it: as the type that it had, where
 * forms have it, as plain text and as fields.
 */
export function foreignVersions({ url, headers, body }: SentRequest): readonly Request[] {
  const own = headers.get('content-type') ?? '';
  const fields = own.startsWith('application/json') ? fieldsOf(body) : body;
  const bodies = [
    ['application/x-www-form-urlencoded', fields],
    ['text/plain', body],
    ['text/plain;charset=application/json', body],
    ['multipart/form-data; boundary=x', body],
  ] as const;
  return FOREIGN.flatMap((announced) =>
    bodies.map(([type, text]) => {
      const cookie = headers.get('cookie');
      const sent = { ...announced, ...(cookie !== null && { cookie }), 'content-type': type };
      return new Request(url, { method: 'POST', headers: sent, body: text, redirect: 'manual' });
    }),
  );
}

function fieldsOf(json: string): string {
  const members = Object.entries(JSON.parse(json)).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new URLSearchParams(members).toString();
}
