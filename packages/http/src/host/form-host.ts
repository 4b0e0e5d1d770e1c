import type { RouteMethod } from '../route/route.ts';

/** The result of a form. */
export interface FormAnswer {
  /** The route of the form. Not present if no route was found or the form was refused before. */
  readonly route?: {
    readonly operationId: string;
    readonly method: RouteMethod;
    /** With `:id`, as in the README. */
    readonly path: string;
    /** The value of `:id`. */
    readonly id?: string;
  };
  /** The status that a client with a script would get: of a success or of the problem document. */
  readonly status: number;
  /**
   * The body that such a client would get: a success has a `kind`, a refusal a `code`. May contain secrets that are
   * shown only once.
   */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Accepts forms of the portal's pages, for browsers without scripts. A field is a member of the body, `intent.kind` a
 * nested one. `_method` is `PUT`, `PATCH` or `DELETE`, and `_csrf` is the value that `issueFormToken` returned.
 */
export interface FormHost<Context> {
  /**
   * At least 32 random bytes, the same on every server and used for nothing else. If you change it, open forms become
   * invalid.
   */
  readonly key: Uint8Array;

  /** The id of the session of this request, signed in or not, if there is one. Forms are bound to it. */
  sessionId?(context: Context): string | undefined | Promise<string | undefined>;

  /**
   * Returns the page that follows, usually a 303. Factorkit adds its cookies and `no-store`. If it throws, the request
   * ends with 500, but the change is kept.
   */
  respond(context: Context, answer: FormAnswer): Response | Promise<Response>;
}
