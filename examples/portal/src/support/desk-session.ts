import type { Visit } from '../session/visit.ts';
import type { deskWords } from './desk-words.ts';

/** What was just done, for the page that comes next to say. */
export type Said = keyof (typeof deskWords)['said'];

declare module 'express-session' {
  interface SessionData {
    said: Said;
  }
}

export function say({ request }: Visit, said: Said): void {
  request.session.said = said;
}

/** Once. */
export function takeSaid({ request }: Visit): Said | undefined {
  const { said } = request.session;
  delete request.session.said;
  return said;
}
