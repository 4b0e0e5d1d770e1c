import { cookies } from 'next/headers';
import { readCookie, webRoutes } from '../../portal.mjs';

const handle = async (request) => {
  const jar = await cookies();
  const visitOf = () => ({
    context: request,
    header: (name) => request.headers.get(name) ?? undefined,
    ip: undefined,
    setCookie: (line) => void jar.set(readCookie(line)),
  });
  return webRoutes(globalThis.walkedPortal, visitOf)(request);
};

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
