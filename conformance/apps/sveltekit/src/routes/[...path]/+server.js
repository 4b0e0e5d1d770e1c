import { readCookie, webRoutes } from '../../../portal.mjs';

export const fallback = (event) => {
  const { request, cookies } = event;
  const visitOf = () => ({
    context: event,
    header: (name) => request.headers.get(name) ?? undefined,
    ip: undefined,
    setCookie(line) {
      const { name, value, ...options } = readCookie(line);
      cookies.set(name, value, { secure: false, ...options });
    },
  });
  return webRoutes(globalThis.walkedPortal, visitOf)(request);
};
