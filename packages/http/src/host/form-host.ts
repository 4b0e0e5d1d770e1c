import type { RouteMethod } from '../route/route.ts';

/** What came of a form. */
export interface FormAnswer {
  /** Which route it went to; absent where no route was found, or none was asked yet. */
  readonly route?: {
    readonly operationId: string;
    readonly method: RouteMethod;
    /** With `:id` as it stands in the README. */
    readonly path: string;
    /** What stood for `:id`. */
    readonly id?: string;
  };
  /** What a client with a script would have got: of a success its status, of a refusal that of the problem document. */
  readonly status: number;
  /** What it would have read: `kind` says what of a success, `code` of a refusal. May hold what is shown once. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Takes forms of the portal's own pages, for browsers without script. A field stands for a member of the body,
 * `intent.kind` for one inside another, `_method` for `PUT`, `PATCH` or `DELETE`, and `_csrf` holds what
 * `issueFormToken` gave.
 */
export interface FormHost<Context> {
  /** At least 32 random bytes, the same on every server, and for nothing else. With another one, open forms are void. */
  readonly key: Uint8Array;

  /** The id of the session of this request, where there is one, signed in or not: forms are bound to it. */
  sessionId?(context: Context): string | undefined | Promise<string | undefined>;

  /**
   * The page that follows: as a rule 303 to one. Cookies of Factorkit's and `no-store` are added to it. What it throws
   * ends the request with 500; what was done stays done.
   */
  respond(context: Context, answer: FormAnswer): Response | Promise<Response>;
}
