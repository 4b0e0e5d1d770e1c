import type { Handle, ServerInit } from '@sveltejs/kit/hooks';
import { factorkit } from './factorkit.server.ts';
import { userIn } from './portal.server.ts';

export const init: ServerInit = () => factorkit().mfa.ready(); // what cannot work stops the start

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.user = userIn(event.cookies);
  const response = await resolve(event);
  // Pages contain user data: the browser keeps none, not even for the Back button after a sign-out.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
};
