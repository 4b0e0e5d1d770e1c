import type { RequestHandler } from '@sveltejs/kit';
import { signOut } from '../../portal.server.ts';

export const POST: RequestHandler = async ({ cookies }) => {
  signOut(cookies);
  return new Response(null, { status: 204 });
};
