import { DESK_ACTIONS_PATH } from './desk-action.ts';
import { askForAction, sendAction } from './desk-action-routes.ts';
import type { DeskRoute, DeskVisit } from './desk-visit.ts';
import { findPage, missingPage } from './find-page.ts';
import { historyOf } from './history.ts';
import { accountOf, pathOf, type Subject, subjectIn, subjectsCalled } from './subject.ts';
import { recoveriesUnderWay } from './under-way.ts';
import { type Told, userPage } from './user-page.ts';

/** The pages after the staff's sign-in: find a user, view the account, help. */
export const deskRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/home', answer: askWhom },
  // The query is personal data. It is in the body because URLs are logged.
  { method: 'POST', path: '/home', answer: find },
  { method: 'GET', path: '/users/:portal/:userId', answer: lookAt },
  { method: 'GET', path: '/users/:portal/:userId/:kind/:about', answer: askForAction },
  // One URL for all of them, so that a form that waited for proof can be sent on.
  { method: 'POST', path: DESK_ACTIONS_PATH, answer: (visit) => sendAction(visit, showUser) },
];

async function askWhom(visit: DeskVisit): Promise<Response> {
  const { portals, title, caller } = visit;
  const underWay = await recoveriesUnderWay(portals, caller.userId);
  return visit.show((view) => findPage(view, { title, portals, underWay }));
}

async function find(visit: DeskVisit): Promise<Response> {
  const { portals, title, caller } = visit;
  const portal = portals.find(({ id }) => id === visit.field('portal'));
  if (portal === undefined) return visit.goTo('/home');
  const name = visit.field('name');
  const found = await subjectsCalled(portal, caller.userId, name);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return visit.goTo(pathOf(only));
  const underWay = await recoveriesUnderWay(portals, caller.userId);
  return visit.show(
    (view) => findPage(view, { title, portals, underWay, search: { portal, name, found } }),
    found.length === 0 ? 422 : 200,
  );
}

async function lookAt(visit: DeskVisit): Promise<Response> {
  const { params, portals, caller } = visit;
  const { portal: portalId = '', userId = '' } = params;
  const subject = await subjectIn(portals, caller.userId, { portalId, userId });
  return subject === undefined ? visit.show(missingPage, 404) : showUser(visit, subject);
}

async function showUser(visit: DeskVisit, subject: Subject, told?: Told): Promise<Response> {
  const { request, staffName, caller } = visit;
  const { portal, person } = subject;
  const seen = await portal.mfa.support.describe(accountOf(subject));
  const mayRead = await portal.host.may({ id: caller.userId }, 'history', person.userId);
  const history = mayRead === true ? await historyOf(subject) : [];
  const wholeHistory = new URL(request.url).searchParams.get('history') === 'all';
  return visit.show((view) => userPage(view, { subject, seen, history, wholeHistory, staffName, told }));
}
