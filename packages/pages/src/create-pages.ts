import { type FirstFactor, MfaError, type User } from '@factorkit/core';
import { createPageGate, type PageEntry } from '@factorkit/http';
import { assetFor } from './assets/assets.ts';
import { english } from './languages/english.ts';
import type { Language } from './languages/language.ts';
import { askThenSendOn } from './routes/confirm.ts';
import { continueSignIn } from './routes/continue-sign-in.ts';
import { matchPath } from './routes/page-route.ts';
import { pagesOf } from './routes/pages-of.ts';
import type { PagesOptions } from './settings/options.ts';
import type { Site } from './settings/site.ts';
import { siteOf } from './settings/site-of.ts';
import { type Mounted, openVisit } from './visit/open-visit.ts';
import { showTrouble } from './visit/trouble.ts';
import type { PageVisit, Visit } from './visit/visit.ts';

/** What the portal verified, for {@link Pages.beginSignIn}. @inline */
export type SignInInput = {
  readonly userId: string;
  readonly user: User;
  readonly firstFactor: FirstFactor;
  /** As for `mfa.beginSignIn`. */
  readonly expectEnrolled?: boolean;
  /** Where the completed sign-in leads: a path from the root. @defaultValue `portal.home` */
  readonly returnTo?: string;
};

export interface Pages<Context> {
  /** Answers a request for one of the pages. `undefined` for any other path: the request is the portal's. */
  (request: Request, context: Context): Promise<Response | undefined>;

  /**
   * Ends the portal's own form for the first factor: starts the sign-in and answers with the page that follows. Call it with
   * the request of the form, once the password is right.
   */
  beginSignIn(request: Request, context: Context, input: SignInInput): Promise<Response>;

  /**
   * Answers a request for a page of your own: in the same frame, with the same form tokens and notices. A form that is not
   * one of this portal's pages does not reach `answer`.
   */
  answer(
    request: Request,
    context: Context,
    answer: (visit: PageVisit) => Promise<Response>,
  ): Promise<Response>;
}

const NO_FIELDS: ReadonlyMap<string, string> = new Map();

/**
 * Creates every page of multi-factor authentication as one function of a Web `Request`: sign-in, set-up, settings, fresh
 * proof and recovery. They need the hooks of `createMfaHandler` and no script, except for security keys.
 *
 * @throws MfaError `configuration-invalid` if an option is invalid or a hook is missing. TypeError if a cookie name is
 * invalid.
 * @example
 * ```ts
 * import { nodeListener } from '@factorkit/http/node';
 * import { createPages } from '@factorkit/pages';
 *
 * const pages = createPages({
 *   ...{ mfa, host, key },
 *   name: 'Example Portal',
 *   path: '/account/mfa',
 *   portal: { home: '/account', signIn: '/sign-in' },
 *   support: { address: 'support@portal.example' },
 * });
 * app.use(nodeListener(pages));
 * ```
 */
export function createPages<Context>(options: PagesOptions<Context>): Pages<Context> {
  const { host, cookie = {}, clock = Date.now, language = english } = options;
  const sites = new Map<Language, Site>();
  const siteIn = (chosen: Language): Site => {
    const site = sites.get(chosen) ?? siteOf(options, chosen);
    sites.set(chosen, site);
    return site;
  };
  // Paths and layout are the same in each language.
  const site = siteIn(typeof language === 'function' ? english : language);
  const enter = createPageGate(options);
  const routes = pagesOf(site);
  const mounted: Mounted<Context> = {
    ...{ host, cookie, clock },
    siteFor: (request, context) =>
      typeof language === 'function' ? siteIn(language(request, context)) : site,
    frame: options.frame,
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    repeat: async (request, context) => (await pages(request, context)) ?? host.repeat?.(request, context),
  };

  const tell = (context: Context, error: unknown): void => {
    try {
      host.onError?.(context, error);
    } catch {
      // An error of `onError` does not change the answer.
    }
  };

  /** Answers a visit, and shows a failure in the frame if the session can still be read. */
  const answered = async (
    request: Request,
    context: Context,
    params: Readonly<Record<string, string>>,
    answer: (visit: Visit) => Promise<Response>,
    reads = request.method === 'POST',
  ): Promise<Response> => {
    let entry: PageEntry | undefined;
    const visitWith = (entered: PageEntry, fields = NO_FIELDS): Visit =>
      openVisit(mounted, { request, context, entry: entered, params, fields });
    try {
      entry = await enter(request, context);
      const form = reads ? await entry.readForm() : undefined;
      if (form !== undefined && form.kind !== 'form') return await showTrouble(visitWith(entry), form.kind);
      const response = await answer(visitWith(entry, form?.fields));
      return request.method === 'HEAD' ? new Response(null, response) : response;
    } catch (error) {
      tell(context, error);
      const shown = async (): Promise<Response | undefined> =>
        entry && (await showTrouble(visitWith(entry), 'broken'));
      return (
        (await shown().catch(() => undefined)) ?? new Response(site.texts.errors.broken, { status: 500 })
      );
    }
  };

  const pages: Pages<Context> = Object.assign(
    async (request: Request, context: Context): Promise<Response | undefined> => {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith(`${site.path}/`)) return undefined;
      const path = pathname.slice(site.path.length);
      const asset = request.method === 'GET' ? assetFor(path) : undefined;
      if (asset !== undefined) return asset;
      const match = matchPath(routes, request.method, path);
      return match && answered(request, context, match.params, match.route.answer);
    },
    {
      beginSignIn: (request: Request, context: Context, input: SignInInput): Promise<Response> => {
        const { returnTo, ...verified } = input;
        if (returnTo !== undefined && !/^\/(?![/\\])/.test(returnTo)) {
          throw new MfaError('input-invalid', 'returnTo: expected a path from the root');
        }
        return answered(
          request,
          context,
          {},
          async (visit) => {
            const { deviceToken, source, state, mfa } = visit;
            const outcome = await mfa.beginSignIn({
              ...verified,
              ...source,
              ...(deviceToken !== undefined && { deviceToken }),
            });
            // Nothing of an earlier sign-in is kept.
            for (const key of Object.keys(state)) Reflect.deleteProperty(state, key);
            state.userId = verified.userId;
            if (returnTo !== undefined) state.signingIn = { challenge: '', returnTo };
            return continueSignIn(visit, outcome);
          },
          false,
        );
      },
      answer: (
        request: Request,
        context: Context,
        answer: (visit: PageVisit) => Promise<Response>,
      ): Promise<Response> =>
        answered(request, context, {}, (visit) => {
          const { caller } = visit;
          return answer({
            ...visit,
            askToSignIn: () => visit.goToSignIn('signInFirst'),
            askForProof: (intent, back, purpose) =>
              caller === undefined
                ? visit.goToSignIn('signInFirst')
                : askThenSendOn({ ...visit, caller }, intent, back, purpose),
          });
        }),
    },
  );
  return pages;
}
