import type { OwnVisit } from '../own-pages.ts';
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

export function say({ req }: OwnVisit, said: Said, code?: string): void {
  req.session.said = said;
  if (code !== undefined) req.session.code = code;
}

/** Returns the result once. */
export function takeSaid({ req }: OwnVisit): {
  readonly said: Said | undefined;
  readonly code: string | undefined;
} {
  const { said, code } = req.session;
  delete req.session.said;
  delete req.session.code;
  return { said, code };
}
