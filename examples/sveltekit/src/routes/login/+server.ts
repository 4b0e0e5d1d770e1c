import { signInCookies } from '@factorkit/http';
import type { RequestHandler } from '@sveltejs/kit';
import { factorkit } from '../../factorkit.server.ts';
import { signIn, userIdOf, userOf } from '../../portal.server.ts';

export const POST: RequestHandler = async ({ request, cookies }) => {
  const { name, password } = Object(await request.json().catch(() => undefined));
  if (typeof name !== 'string' || typeof password !== 'string') {
    return Response.json({ kind: 'malformed' }, { status: 400 });
  }
  const userId = await userIdOf(name, password);
  if (userId === undefined) {
    return Response.json({ kind: 'wrong-password' }, { status: 401 });
  }
  const outcome = await factorkit().mfa.beginSignIn({
    userId,
    user: userOf(userId),
    firstFactor: { method: 'password' },
  });
  if (outcome.kind === 'complete') signIn(cookies, outcome.assurance);
  const response = Response.json({ kind: outcome.kind });
  for (const line of signInCookies(outcome)) response.headers.append('set-cookie', line);
  return response;
};
