import { type Assurance, createMfa, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS1 } from '@factorkit/core/policy';
import { authenticatorFromUri, createFakeClock, createSeededRandom } from '@factorkit/testkit';
import {
  createMfaHandler,
  type FormAnswer,
  type FormHost,
  issueFormToken,
  type MfaHandlerOptions,
  type MfaHost,
} from '../src/index.ts';

/** The portal's, for its forms. */
export const KEY: Uint8Array = createSeededRandom(9)(32);

export interface Visit {
  sessionId?: string;
  held?: Assurance | undefined;
}

export interface Page {
  readonly visit: Visit;
  readonly token: string;
  readonly cookie: string;
}

/** A portal whose pages have forms, on Web requests alone. */
export interface FormPortal {
  readonly heard: readonly unknown[];
  readonly answers: readonly FormAnswer[];
  /** A page of the portal's with a form on it, in a browser of its own. */
  page(visit?: Visit): Promise<Page>;
  /** As a browser sends a form from its own page. */
  send(
    path: string,
    fields: string | Readonly<Record<string, string>>,
    page?: Page,
    headers?: Readonly<Record<string, string>>,
    method?: string,
  ): Promise<Response>;
  code(uri: string): string;
}

const bodyOf = (fields: string | Readonly<Record<string, string>>): string =>
  typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();

export function openFormPortal(
  forms: Partial<FormHost<Visit>> | undefined = {},
  options: Partial<MfaHandlerOptions<Visit>> = {},
): FormPortal {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 1) });
  const answers: FormAnswer[] = [];
  const heard: unknown[] = [];
  const mfa = createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: createSeededRandom(1)(32) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy: presetS1,
    portal: {
      revokeSessions: async () => {},
      verifyPassword: async (_, password) => password === 'true',
      contacts: async () => [],
      notify: async () => {},
    },
    clock: clock.now,
    random: createSeededRandom(3),
  });
  const evidence = [{ method: 'password', at: clock.now(), traits: [] }] as const;
  const fresh: Assurance = {
    userId: 'anna',
    evidence,
    amr: ['pwd'],
    level: 'single-factor',
    authenticatedAt: clock.now(),
  };
  const host: MfaHost<Visit> = {
    currentUser: async ({ held = fresh }) => ({
      userId: 'anna',
      user: { accountName: 'anna' },
      assurance: held,
    }),
    async raise(visit, assurance) {
      visit.held = assurance;
      return { kind: 'raised' };
    },
    signOut: async () => {},
    onError: (_, error) => void heard.push(error),
  };
  const handle = createMfaHandler<Visit>({
    mfa,
    host,
    clock: clock.now,
    ...(forms && {
      forms: {
        key: KEY,
        sessionId: ({ sessionId }) => sessionId,
        respond(_visit, answer) {
          answers.push(answer);
          return Response.redirect('https://portal.example/next', 303);
        },
        ...forms,
      },
    }),
    ...options,
  });
  const page = async (visit: Visit = {}): Promise<Page> => {
    const { value, setCookie = '' } = await issueFormToken({
      key: KEY,
      cookieHeader: null,
      sessionId: visit.sessionId,
    });
    return { visit, token: value, cookie: setCookie.split(';')[0] ?? '' };
  };
  return {
    heard,
    answers,
    page,
    async send(path, fields, from, headers = {}, method = 'POST') {
      const { visit, token, cookie } = from ?? (await page());
      const body = [bodyOf(fields), token === '' ? '' : `_csrf=${token}`].filter((part) => part !== '');
      const request = new Request(`https://portal.example/mfa/${path}`, {
        method,
        body: body.join('&'),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'https://portal.example',
          'sec-fetch-site': 'same-origin',
          cookie,
          ...headers,
        },
      });
      return handle(request, visit);
    },
    code: (uri) => authenticatorFromUri(uri).code(clock.now()),
  };
}
