import type { RequestSource, SignedIn } from '@factorkit/core';
import type { Page, Pages, PageVisit, View } from '@factorkit/pages';
import type { Brand } from './brands/brand.ts';
import type { CustomerPortal } from './customer-portal.ts';
import type { Person } from './people/directory.ts';
import { type Context, personOf } from './session/portal-session.ts';
import type { OwnTexts } from './texts/own.ts';

/** What the portal's own pages are drawn with. */
export interface OwnView extends View {
  readonly brand: Brand;
  readonly person?: Person;
}

/** A request for one of the portal's own pages, which have the frame and the forms of `@factorkit/pages`. */
export interface OwnVisit extends Omit<PageVisit, 'show'>, Context {
  readonly portal: CustomerPortal;
  readonly pages: Pages<Context>;
  readonly person: Person | undefined;
  readonly source: RequestSource;
  readonly params: Readonly<Record<string, string>>;
  show(draw: (view: OwnView) => Page, status?: number): Promise<Response>;
  /** Redirects to another page of this portal, which shows the notice. */
  goTo(path: string, notice?: keyof OwnTexts['notices']): Promise<Response>;
}

export interface SignedInVisit extends OwnVisit {
  readonly person: Person;
  readonly caller: SignedIn;
}

/** A page or a form of the portal. `:name` in its path matches one segment. */
export interface OwnPage {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (visit: OwnVisit) => Promise<Response>;
}

export function page(path: string, answer: OwnPage['answer']): OwnPage {
  return { method: 'GET', path, answer };
}

export function form(path: string, answer: OwnPage['answer']): OwnPage {
  return { method: 'POST', path, answer };
}

/** For signed-in users. Others are redirected to the sign-in. */
export function signedIn(answer: (visit: SignedInVisit) => Promise<Response>): OwnPage['answer'] {
  return (visit) => {
    const { person, caller, portal } = visit;
    if (person === undefined || caller === undefined) {
      return visit.redirect(`/${portal.brand.id}/sign-in`, 'signInFirst');
    }
    return answer({ ...visit, person, caller });
  };
}

/** Answers a request for one of the portal's own pages. `undefined` for any other. */
export function ownPages(
  portal: CustomerPortal,
  pages: Pages<Context>,
  table: readonly OwnPage[],
): (request: Request, context: Context) => Promise<Response | undefined> {
  const { brand } = portal;
  return async (request, context) => {
    const path = new URL(request.url).pathname.slice(brand.id.length + 1);
    for (const { method, path: pattern, answer } of table) {
      const params = method === request.method.replace('HEAD', 'GET') && paramsIn(pattern, path);
      if (params) return pages.answer(request, context, (visit) => answer(ownVisit(visit, params)));
    }
    return undefined;

    function ownVisit(visit: PageVisit, params: OwnVisit['params']): OwnVisit {
      const person = personOf(portal, context.req);
      const own = { brand, ...(person && { person }) };
      const { ip } = context.req;
      return {
        ...{ ...visit, ...context, portal, pages, person, params },
        source: { ...(ip !== undefined && { ip }) },
        show: (draw, status) => visit.show((view) => draw({ ...view, ...own }), status),
        goTo: (place, notice) =>
          visit.redirect(`/${brand.id}${place}`, notice && { text: brand.own.notices[notice] }),
      };
    }
  };
}

function paramsIn(pattern: string, path: string): OwnVisit['params'] | undefined {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const found = new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}/?$`).exec(path);
  if (found === null) return undefined;
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
  } catch {
    return undefined;
  }
}

/** A form for signed-in users. */
export function formOfUser(path: string, answer: (visit: SignedInVisit) => Promise<Response>): OwnPage {
  return form(path, signedIn(answer));
}
