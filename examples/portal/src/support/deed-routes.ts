import { assertNever } from '@factorkit/core';
import type { CustomerPortal } from '../customer-portal.ts';
import { askThenSendOn } from '../routes/confirm.ts';
import { type PageRoute, page, repeatableForm } from '../routes/page-route.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { DEEDS_PATH, type Deed, deedPath, isDeedKind, type NotDone, perform } from './deed.ts';
import { type DeedForm, outlook } from './deed-outlook.ts';
import { checkField, deedPage, type FilledIn, LONGEST_NOTE, refusedPage } from './deed-page.ts';
import { HELP_ACTION } from './desk-policy.ts';
import { say } from './desk-session.ts';
import { deskWords } from './desk-words.ts';
import { whyNot } from './refusal.ts';
import { accountOf, pathOf, type Subject, subjectIn } from './subject.ts';

/** What an agent does to an account: a form that asks why, fresh proof that it is the agent, and the deed. */
export function deedRoutes(): readonly PageRoute[] {
  return [
    page('/users/:portal/:userName/:kind/:about', signedIn(askForDeed)),
    // One address for all of them, so that a form that had to wait for proof can be sent on.
    repeatableForm(DEEDS_PATH, async (visit) => {
      const order = orderIn(visit.portal.everyPortal(), (name) => visit.field(name));
      return order === undefined ? visit.goTo('/home') : doIt(visit, order);
    }),
  ];
}

async function askForDeed(visit: SignedInVisit): Promise<void> {
  const { portal, userName, kind, about } = visit.request.params;
  const order = orderIn(visit.portal.everyPortal(), (name) =>
    String({ portal, userName, kind, about }[name]),
  );
  if (order === undefined) return visit.goTo('/home');
  return ask(visit, order, { note: '', checks: [] });
}

/** A deed, and whom it is for. */
interface Order {
  readonly subject: Subject;
  readonly deed: Deed;
}

function orderIn(
  portals: readonly CustomerPortal[],
  read: (name: 'portal' | 'userName' | 'kind' | 'about') => string,
): Order | undefined {
  const subject = subjectIn(portals, { portalId: read('portal'), userName: read('userName') });
  const kind = read('kind');
  return subject && isDeedKind(kind) ? { subject, deed: { kind, about: read('about') } } : undefined;
}

async function ask(visit: SignedInVisit, order: Order, filledIn: FilledIn): Promise<void> {
  const form = await formFor(visit, order);
  if (form.kind !== 'form') return refuse(visit, order, form);
  visit.show((view) => deedPage(view, { ...order, form, filledIn }), filledIn.wrong ? 422 : 200);
}

async function formFor(visit: SignedInVisit, { subject, deed }: Order): Promise<DeedForm | NotDone> {
  const seen = await subject.portal.mfa.support.describe(accountOf(subject));
  return outlook(deed, subject, seen, visit.caller.userId);
}

async function doIt(visit: SignedInVisit, order: Order): Promise<void> {
  const { portal, caller } = visit;
  const { subject, deed } = order;
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
      return askThenSendOn(visit, {
        intent: { kind: 'action', name: HELP_ACTION },
        form: DEEDS_PATH,
        back: deedPath(subject, deed),
      });
    case 'denied':
      return refuse(visit, order, shown);
    default:
      return assertNever(shown);
  }
  const outcome = await perform(deed, { subject, staff: { id: caller.userId }, note, checks });
  if (outcome.kind !== 'done') return refuse(visit, order, outcome);
  say(visit, outcome.said, outcome.code);
  visit.goTo(pathOf(subject));
}

function whatIsWrong(
  form: DeedForm,
  note: string,
  checks: readonly string[],
): NonNullable<FilledIn['wrong']> | undefined {
  const words = deskWords.deed;
  const unchecked = form.checks.length > 0 && checks.length === 0;
  const badNote = note === '' ? words.noteMissing : note.length > LONGEST_NOTE ? words.noteLong : undefined;
  if (!unchecked && badNote === undefined) return undefined;
  return {
    ...(unchecked && { checks: words.checksMissing }),
    ...(badNote !== undefined && { note: badNote }),
  };
}

function refuse(visit: SignedInVisit, { subject }: Order, why: NotDone): void {
  visit.show((view) => refusedPage(view, subject, whyNot(view, subject, why)), 409);
}
