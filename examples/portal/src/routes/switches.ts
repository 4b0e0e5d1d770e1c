import { assertNever, type FactorView } from '@factorkit/core';
import type { Brand } from '../brands/brand.ts';
import { type OfferedMethod, offerOf } from '../brands/offered-method.ts';
import { type NotAccepted, statusOf } from '../pages/answer-error.ts';
import { passwordGatePage, primaryPage, switchesPage } from '../pages/switches.ts';
import { enrollerFrom } from '../session/enroller.ts';
import { type Answer, raiseAssurance, type SignedInVisit, signedIn } from '../session/visit.ts';
import type { SwitchTexts } from '../texts/quillbrook.ts';
import { goOnAfterRemoval } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { beginMethod } from './method-set-up.ts';
import { form, type PageRoute, page } from './page-route.ts';

interface Style {
  readonly offers: readonly OfferedMethod[];
  readonly texts: SwitchTexts;
}

/** S4: a switch for each method, which always requires the password, and the choice of the primary one. */
export function switchRoutes({ settingsPath, setUp }: Brand): readonly PageRoute[] {
  if (setUp.kind !== 'switches') return [];
  const style: Style = { offers: setUp.methods, texts: setUp.texts };
  const styled = (answer: (visit: SignedInVisit, style: Style) => Promise<void>): Answer =>
    signedIn((visit) => answer(visit, style));
  return [
    page(settingsPath, styled(showSwitches)),
    page(`${settingsPath}/activate/:method`, styled(askToActivate)),
    form(`${settingsPath}/activate/:method`, styled(activate)),
    page(`${settingsPath}/deactivate/:method`, styled(askToDeactivate)),
    form(`${settingsPath}/deactivate/:method`, styled(deactivate)),
    page(`${settingsPath}/primary`, styled(askPrimary)),
    form(`${settingsPath}/primary`, styled(savePrimary)),
  ];
}

async function showSwitches(visit: SignedInVisit, style: Style): Promise<void> {
  const account = await visit.portal.mfa.describe({ caller: visit.caller });
  visit.show((view) => switchesPage(view, account, style));
}

function askToActivate(visit: SignedInVisit, style: Style): Promise<void> {
  return gate(visit, style, 'activate');
}

function askToDeactivate(visit: SignedInVisit, style: Style): Promise<void> {
  return gate(visit, style, 'deactivate');
}

/** Asks for the password before a switch is changed. */
async function gate(
  visit: SignedInVisit,
  { offers, texts }: Style,
  what: 'activate' | 'deactivate',
  failed?: NotAccepted,
): Promise<void> {
  const { settingsPath } = visit.portal.brand;
  const offer = offerOf(offers, String(visit.request.params.method));
  if (offer === undefined) return visit.goTo(settingsPath);
  const { title, button } = texts[what];
  const lead = what === 'activate' ? texts.activate.lead : texts.deactivate.lead(offer.name);
  const action = `${settingsPath}/${what}/${offer.method}`;
  const look = what === 'activate' ? 'main' : 'danger';
  visit.show(
    (view) => passwordGatePage(view, { title: title(offer.name), lead, action, button, look, failed }),
    failed ? statusOf(failed) : 200,
  );
}

async function activate(visit: SignedInVisit, style: Style): Promise<void> {
  const offer = offerOf(style.offers, String(visit.request.params.method));
  if (offer === undefined) return visit.goTo(visit.portal.brand.settingsPath);
  const confirmed = await withPassword(visit);
  if ('kind' in confirmed) return gate(visit, style, 'activate', confirmed);
  return beginMethod(enrollerFrom(confirmed), { method: offer.method, label: offer.name });
}

async function deactivate(visit: SignedInVisit, style: Style): Promise<void> {
  const { settingsPath } = visit.portal.brand;
  const confirmed = await withPassword(visit);
  if ('kind' in confirmed) return gate(visit, style, 'deactivate', confirmed);
  const factor = await factorOf(confirmed);
  if (factor === undefined) return visit.goTo(settingsPath);
  const { portal, caller } = confirmed;
  const removed = await portal.mfa.removeFactor({ caller, factorId: factor.id });
  switch (removed.kind) {
    case 'removed':
      return goOnAfterRemoval(confirmed, removed.sessions, 'appRemoved');
    case 'proof-required':
      return askForProof(confirmed, { kind: 'remove', factorId: factor.id }, settingsPath);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settingsPath, 'notPossible');
    default:
      return assertNever(removed);
  }
}

/** The same visit with a fresh password. In a session that has ended since then no password is accepted. */
async function withPassword(visit: SignedInVisit): Promise<SignedInVisit | NotAccepted> {
  const { portal, caller } = visit;
  const checked = await portal.mfa.reauthenticate({ caller, password: visit.field('password') });
  if (checked.kind !== 'complete') return checked;
  return (await raiseAssurance(visit, checked.assurance)) ?? { kind: 'malformed' };
}

async function askPrimary(visit: SignedInVisit, style: Style): Promise<void> {
  const account = await visit.portal.mfa.describe({ caller: visit.caller });
  if (account.factors.every(({ choice }) => choice.kind === 'denied')) {
    return visit.goTo(visit.portal.brand.settingsPath, 'notPossible');
  }
  visit.show((view) => primaryPage(view, account, style));
}

async function savePrimary(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const { settingsPath } = portal.brand;
  const factorId = visit.field('factorId');
  const chosen = await portal.mfa.setPrimary({ caller, factorId });
  switch (chosen.kind) {
    case 'chosen':
      return visit.goTo(settingsPath, 'askedFirst');
    case 'proof-required':
      return askForProof(visit, { kind: 'set-primary', factorId }, `${settingsPath}/primary`);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settingsPath, 'notPossible');
    default:
      return assertNever(chosen);
  }
}

async function factorOf({ portal, request, caller }: SignedInVisit): Promise<FactorView | undefined> {
  const { factors } = await portal.mfa.describe({ caller });
  return factors.find(({ method }) => method === request.params.method);
}
