import type { Client } from './walk.ts';

/** A native app: no cookies. It keeps the pair of tokens and the token of its challenge. */
export function openNativeApp({ origin }: { readonly origin: string }): Client {
  let accessToken = '';
  let token: string | undefined;
  return {
    async send(method, path, body) {
      const sent = path.includes('/challenge/') ? { token, ...body } : body;
      const response = await fetch(origin + path, {
        method,
        headers: {
          ...(accessToken !== '' && { authorization: `Bearer ${accessToken}` }),
          ...(sent !== undefined && { 'content-type': 'application/json' }),
        },
        ...(sent !== undefined && { body: JSON.stringify(sent) }),
      });
      if (response.headers.getSetCookie().length > 0) throw new Error(`${path} set a cookie`);
      const json = await response.json();
      token = json.token ?? json.next?.token ?? token;
      accessToken = (json.session ?? json.next?.session)?.accessToken ?? accessToken;
      return { status: response.status, json };
    },
  };
}
