import { assertNever } from '@factorkit/core';
import type { CustomerPortal } from '../customer-portal.ts';
import { formOfUser, type OwnPage, page, type SignedInVisit, signedIn } from '../own-pages.ts';
import {
  DESK_ACTIONS_PATH,
  type DeskAction,
  deskActionPath,
  isDeskActionKind,
  type NotDone,
  perform,
} from './desk-action.ts';
import { type DeskActionForm, outlook } from './desk-action-outlook.ts';
import { checkField, deskActionPage, type FilledIn, LONGEST_NOTE, refusedPage } from './desk-action-page.ts';
import { HELP_ACTION } from './desk-policy.ts';
import { say } from './desk-session.ts';
import { deskWords } from './desk-words.ts';
import { whyNot } from './refusal.ts';
import { accountOf, pathOf, type Subject, subjectIn } from './subject.ts';

/** The actions of an agent on an account: a form that asks why, fresh proof of the agent, and the action. */
export const deskActionRoutes: readonly OwnPage[] = [
  page('/users/:portal/:userName/:kind/:about', signedIn(askForAction)),
  // One URL for all of them, so that a form that waited for proof can be sent on.
  formOfUser(DESK_ACTIONS_PATH, async (visit) => {
    const order = orderIn(visit.portal.everyPortal(), (name) => visit.field(name));
    return order === undefined ? visit.goTo('/home') : doIt(visit, order);
  }),
];

async function askForAction(visit: SignedInVisit): Promise<Response> {
  const { portal, userName, kind, about } = visit.params;
  const order = orderIn(visit.portal.everyPortal(), (name) =>
    String({ portal, userName, kind, about }[name]),
  );
  if (order === undefined) return visit.goTo('/home');
  return ask(visit, order, { note: '', checks: [] });
}

/** An action, and the user that it is for. */
interface Order {
  readonly subject: Subject;
  readonly action: DeskAction;
}

function orderIn(
  portals: readonly CustomerPortal[],
  read: (name: 'portal' | 'userName' | 'kind' | 'about') => string,
): Order | undefined {
  const subject = subjectIn(portals, { portalId: read('portal'), userName: read('userName') });
  const kind = read('kind');
  return subject && isDeskActionKind(kind) ? { subject, action: { kind, about: read('about') } } : undefined;
}

async function ask(visit: SignedInVisit, order: Order, filledIn: FilledIn): Promise<Response> {
  const form = await formFor(visit, order);
  if (form.kind !== 'form') return refuse(visit, order, form);
  return visit.show((view) => deskActionPage(view, { ...order, form, filledIn }), filledIn.wrong ? 422 : 200);
}

async function formFor(visit: SignedInVisit, { subject, action }: Order): Promise<DeskActionForm | NotDone> {
  const seen = await subject.portal.mfa.support.describe(accountOf(subject));
  return outlook(action, subject, seen, visit.caller.userId);
}

async function doIt(visit: SignedInVisit, order: Order): Promise<Response> {
  const { portal, caller } = visit;
  const { subject, action } = order;
  const form = await formFor(visit, order);
  if (form.kind !== 'form') return refuse(visit, order, form);
  const note = visit.field('note').replaceAll('\r\n', '\n').trim();
  const checks = form.checks.filter((name) => visit.field(checkField(name)) !== '');
  const wrong = whatIsWrong(form, note, checks);
  if (wrong !== undefined) return ask(visit, order, { note, checks, wrong });

  const shown = await portal.mfa.requireAssurance({ caller, need: { action: HELP_ACTION } });
  switch (shown.kind) {
    case 'sufficient':
      break;
    case 'insufficient':
      return visit.askForProof(
        { kind: 'action', name: HELP_ACTION },
        `/${portal.brand.id}${deskActionPath(subject, action)}`,
      );
    case 'denied':
      return refuse(visit, order, shown);
    default:
      return assertNever(shown);
  }
  const outcome = await perform(action, { subject, staff: { id: caller.userId }, note, checks });
  if (outcome.kind !== 'done') return refuse(visit, order, outcome);
  say(visit, outcome.said, outcome.code);
  return visit.goTo(pathOf(subject));
}

function whatIsWrong(
  form: DeskActionForm,
  note: string,
  checks: readonly string[],
): NonNullable<FilledIn['wrong']> | undefined {
  const words = deskWords.action;
  const unchecked = form.checks.length > 0 && checks.length === 0;
  const badNote = note === '' ? words.noteMissing : note.length > LONGEST_NOTE ? words.noteLong : undefined;
  if (!unchecked && badNote === undefined) return undefined;
  return {
    ...(unchecked && { checks: words.checksMissing }),
    ...(badNote !== undefined && { note: badNote }),
  };
}

function refuse(visit: SignedInVisit, { subject }: Order, why: NotDone): Promise<Response> {
  return visit.show((view) => refusedPage(view, subject, whyNot(view, subject, why)), 409);
}
