import type { Handle, ServerInit } from '@sveltejs/kit/hooks';
import { factorkit } from './factorkit.server.ts';
import { userIn } from './portal.server.ts';

export const init: ServerInit = () => void factorkit(); // what cannot work stops the start

export const handle: Handle = ({ event, resolve }) => {
  event.locals.user = userIn(event.cookies);
  return resolve(event);
};
