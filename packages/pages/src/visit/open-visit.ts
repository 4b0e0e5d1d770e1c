import type { Assurance, SignedIn } from '@factorkit/core';
import {
  clearedChallengeCookie,
  type MfaCookieOptions,
  type PageEntry,
  signInCookies,
} from '@factorkit/http';
import type { FramedPage, PagesHost } from '../settings/options.ts';
import type { Site } from '../settings/site.ts';
import { mainOf, plainFrame, signOutForm, styleLink } from '../views/document.ts';
import { type Html, html } from '../views/html.ts';
import type { View } from '../views/view.ts';
import type { PageState } from './state.ts';
import type { Visit } from './visit.ts';

/** Statuses of a form that was not carried out and may be sent again. */
const NOT_DONE: readonly number[] = [409, 422, 429];

/** What the pages of one portal share. */
export interface Mounted<Context> {
  readonly siteFor: (request: Request, context: Context) => Site;
  readonly host: PagesHost<Context>;
  readonly cookie: MfaCookieOptions;
  /** The portal's. */
  readonly frame: ((page: FramedPage<Context>) => Html | Promise<Html>) | undefined;
  readonly clock: () => number;
  readonly timeZone: string;
  /** Answers a form that had to wait for proof. `undefined` if nothing here can. */
  readonly repeat: (request: Request, context: Context) => Promise<Response | undefined>;
}

interface Arrival<Context> {
  readonly request: Request;
  readonly context: Context;
  readonly entry: PageEntry;
  readonly params: Readonly<Record<string, string>>;
  readonly fields: ReadonlyMap<string, string>;
}

export function openVisit<Context>(mounted: Mounted<Context>, arrival: Arrival<Context>): Visit {
  const { host, cookie, clock, timeZone } = mounted;
  const { request, context, entry, params, fields } = arrival;
  const site = mounted.siteFor(request, context);
  const { locale } = site;
  const frame = mounted.frame ?? plainFrame(site);
  const { mfa, caller, challengeToken, deviceToken, source, deviceName } = entry;
  const state = stateOf(entry);
  const cookies: string[] = [];
  let current: SignedIn | undefined = caller;

  const respond = async (status: number, body: string | null, given: HeadersInit): Promise<Response> => {
    if (current !== undefined && hasOwn(state)) state.userId = current.userId;
    const headers = await entry.headers(state);
    for (const [name, value] of new Headers(given)) headers.set(name, value);
    for (const line of cookies) headers.append('set-cookie', line);
    return new Response(body, { status, headers });
  };
  const redirect: Visit['redirect'] = (path, notice) => {
    if (notice !== undefined) state.notice = notice;
    return respond(303, null, { location: path });
  };
  /** After `raise`: as the host reads the session now, or, if it reads the request, as it was raised. */
  const raised = async (assurance: Assurance): Promise<SignedIn> => {
    const now = await entry.currentUser();
    const before = now ?? caller ?? { userId: assurance.userId, user: { accountName: '' }, assurance };
    return { ...before, assurance };
  };

  return {
    ...{ request, mfa, caller, site, host, state, params, challengeToken, deviceToken, source, fields },
    ...{ clock, locale, timeZone, deviceName, redirect },
    query: new URL(request.url).searchParams,
    field: (name) => fields.get(name) ?? '',
    wasSent(id) {
      const was = id !== '' && state.lastForm === id;
      state.lastForm = id;
      return was;
    },
    goTo: (path, notice) => redirect(site.path + path, notice),
    goToSignIn: (notice) => redirect(site.portal.signIn, notice),

    async show(draw, status = 200) {
      const { field, value, setCookie } = await entry.formToken(current?.assurance);
      if (setCookie !== undefined) cookies.push(setCookie);
      const registered = current && (await host.registeredAddress?.(current.userId));
      const view: View = {
        ...{ site, policy: mfa.policy, clock, locale, timeZone },
        formField: html`<input type="hidden" name="${field}" value="${value}">`,
        ...(current && { caller: current }),
        ...(registered !== undefined && { registered }),
      };
      const { notice } = state;
      delete state.notice;
      const page = draw(view);
      const { failed } = site.texts.frame;
      const framed = await frame({
        context,
        lang: site.lang,
        dir: site.dir,
        title: NOT_DONE.includes(status) ? failed(page.title) : page.title,
        head: styleLink(site),
        main: mainOf(view, page, notice),
        ...(current && { signOut: signOutForm(view) }),
      });
      return respond(status, `<!doctype html>\n${framed}`, {
        'content-type': 'text/html; charset=utf-8',
      });
    },

    setCookies: (outcome) => cookies.push(...signInCookies(outcome, cookie, clock())),
    clearChallenge: () => cookies.push(clearedChallengeCookie(cookie)),

    async raise(assurance, endedOthers) {
      const { kind } = await entry.raise(assurance, caller?.sessionId, endedOthers);
      delete state.confirming;
      current = kind === 'raised' ? await raised(assurance) : undefined;
      return current;
    },

    async signIn(assurance) {
      await entry.raise(assurance);
      forget(state);
      current = await raised(assurance);
    },

    async signOut() {
      await entry.signOut();
      forget(state);
      current = undefined;
    },

    async sendOn(path, waiting) {
      const before = await entry.headers(state);
      const response = await mounted.repeat(await entry.formRequest(path, waiting, state), context);
      if (response === undefined) return undefined;
      const headers = new Headers(response.headers);
      headers.delete('set-cookie');
      for (const line of [...before.getSetCookie(), ...response.headers.getSetCookie()]) {
        headers.append('set-cookie', line);
      }
      return new Response(response.body, { status: response.status, headers });
    },
  };
}

/** The state of another user is dropped: a different user has signed in on this browser. */
function stateOf({ state, caller }: PageEntry): PageState {
  const kept = (state ?? {}) as PageState;
  const { userId, notice } = kept;
  const isForeign = caller !== undefined && userId !== undefined && userId !== caller.userId;
  return isForeign ? { ...(notice && { notice }) } : kept;
}

function hasOwn({ settingUp, confirming, waiting }: PageState): boolean {
  return [settingUp, confirming, waiting].some((each) => each !== undefined);
}

function forget(state: PageState): void {
  for (const key of Object.keys(state)) if (key !== 'notice') Reflect.deleteProperty(state, key);
}
