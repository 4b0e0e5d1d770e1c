import type { Visit } from '../session/visit.ts';
import type { deskWords } from './desk-words.ts';

/** The result of the last action, for the next page. */
export type Said = keyof (typeof deskWords)['said'];

declare module 'express-session' {
  interface SessionData {
    said: Said;
    /** A recovery code, until the next page has shown it. */
    code: string;
  }
}

export function say({ request }: Visit, said: Said, code?: string): void {
  request.session.said = said;
  if (code !== undefined) request.session.code = code;
}

/** Returns the result once. */
export function takeSaid({ request }: Visit): {
  readonly said: Said | undefined;
  readonly code: string | undefined;
} {
  const { said, code } = request.session;
  delete request.session.said;
  delete request.session.code;
  return { said, code };
}
