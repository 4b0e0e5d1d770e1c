import { signInCookies } from '@factorkit/http';
import { factorkit } from '../../factorkit.ts';
import { signIn, userIdOf, userOf } from '../../portal.ts';

export async function POST(request: Request): Promise<Response> {
  // Next does not check the origin: without this, a form on another site could sign its own user in here.
  if (request.headers.get('content-type') !== 'application/json') return new Response(null, { status: 415 });
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
  if (outcome.kind === 'complete') await signIn(outcome.assurance);
  const response = Response.json({ kind: outcome.kind });
  for (const line of signInCookies(outcome)) response.headers.append('set-cookie', line);
  return response;
}
