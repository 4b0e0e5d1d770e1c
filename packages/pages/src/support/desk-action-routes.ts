import { assertNever } from '@factorkit/core';
import type { SupportPermission } from '@factorkit/http';
import {
  type DeskAction,
  type DeskActionKind,
  deskActionPath,
  isDeskActionKind,
  type NotDone,
  perform,
} from './desk-action.ts';
import { type DeskActionForm, outlook } from './desk-action-outlook.ts';
import { checkField, deskActionPage, type FilledIn, LONGEST_NOTE, refusedPage } from './desk-action-page.ts';
import type { DeskVisit } from './desk-visit.ts';
import { deskWords } from './desk-words.ts';
import { whyNot } from './refusal.ts';
import { accountOf, pathOf, type Subject, subjectIn } from './subject.ts';
import type { Told } from './user-page.ts';

const PERMISSIONS: Readonly<Record<DeskActionKind, SupportPermission>> = {
  open: 'request',
  approve: 'approve',
  'call-off': 'cancel',
  unlock: 'unlock',
  'end-trust': 'revoke-devices',
};

/** Asks why, before an action of a member of staff. */
export async function askForAction(visit: DeskVisit): Promise<Response> {
  const order = await orderIn(visit, (name) => visit.params[name] ?? '');
  return order === undefined ? visit.goTo('/home') : ask(visit, order, { note: '', checks: [] });
}

/** Shows the user after an action whose answer has a code. */
type ShowUser = (visit: DeskVisit, subject: Subject, told: Told) => Promise<Response>;

/** Carries out an action, with fresh proof of the member of staff. */
export async function sendAction(visit: DeskVisit, showUser: ShowUser): Promise<Response> {
  const order = await orderIn(visit, (name) => visit.field(name));
  return order === undefined ? visit.goTo('/home') : doIt(visit, order, showUser);
}

/** An action, and the user that it is for. */
interface Order {
  readonly subject: Subject;
  readonly action: DeskAction;
}

async function orderIn(
  { portals, caller }: DeskVisit,
  read: (name: 'portal' | 'userId' | 'kind' | 'about') => string,
): Promise<Order | undefined> {
  const subject = await subjectIn(portals, caller.userId, {
    portalId: read('portal'),
    userId: read('userId'),
  });
  const kind = read('kind');
  return subject && isDeskActionKind(kind) ? { subject, action: { kind, about: read('about') } } : undefined;
}

async function ask(visit: DeskVisit, order: Order, filledIn: FilledIn): Promise<Response> {
  const form = await formFor(visit, order);
  if (form.kind !== 'form') return refuse(visit, order, form);
  const helper = visit.staffName(visit.caller.userId);
  return visit.show(
    (view) => deskActionPage(view, { ...order, form, filledIn, helper }),
    filledIn.wrong ? 422 : 200,
  );
}

async function formFor(visit: DeskVisit, { subject, action }: Order): Promise<DeskActionForm | NotDone> {
  const { portal, person } = subject;
  const may = await portal.host.may({ id: visit.caller.userId }, PERMISSIONS[action.kind], person.userId);
  if (may !== true) return { kind: 'denied', reason: 'not-offered' };
  const seen = await subject.portal.mfa.support.describe(accountOf(subject));
  return outlook(action, subject, seen, visit.caller.userId);
}

async function doIt(visit: DeskVisit, order: Order, showUser: ShowUser): Promise<Response> {
  const { mfa, caller } = visit;
  const { subject, action } = order;
  const form = await formFor(visit, order);
  if (form.kind !== 'form') return refuse(visit, order, form);
  const note = visit.field('note').replaceAll('\r\n', '\n').trim();
  const checks = form.checks.filter((name) => visit.field(checkField(name)) !== '');
  const wrong = whatIsWrong(form, note, checks);
  if (wrong !== undefined) return ask(visit, order, { note, checks, wrong });

  const shown = await mfa.requireAssurance({ caller, need: { action: visit.action } });
  switch (shown.kind) {
    case 'sufficient':
      break;
    case 'insufficient':
      return visit.askForProof(
        { kind: 'action', name: visit.action },
        visit.at(deskActionPath(subject, action)),
        deskWords.action.purpose,
      );
    case 'denied':
      return refuse(visit, order, shown);
    default:
      return assertNever(shown);
  }
  if (visit.wasSent(visit.field('once'))) return visit.goTo(pathOf(subject));
  const outcome = await perform(action, { subject, staff: { id: caller.userId }, note, checks });
  if (outcome.kind !== 'done') return refuse(visit, order, outcome);
  const said = deskWords.said[outcome.said];
  // Only this answer shows the code.
  if (outcome.code !== undefined) return showUser(visit, subject, { said, code: outcome.code });
  return visit.goTo(pathOf(subject), said);
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

function refuse(visit: DeskVisit, { subject }: Order, why: NotDone): Promise<Response> {
  return visit.show((view) => refusedPage(view, subject, whyNot(view, subject, why)), 409);
}
