import { assertNever, type FactorView } from '@factorkit/core';
import { type OfferedMethod, offerOf } from '../settings/offered-method.ts';
import type { Site } from '../settings/site.ts';
import { statusOf } from '../views/answer-error.ts';
import { passwordGatePage, primaryPage, switchesPage } from '../views/switches.ts';
import { enrollerFrom } from '../visit/enroller.ts';
import { raiseAssurance, type SignedInVisit, signedIn, type Visit } from '../visit/visit.ts';
import { askAgain, failureAt } from './ask-again.ts';
import { goOnAfterRemoval } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { beginMethod } from './method-set-up.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** S4: a switch for each method, which always requires the password, and the choice of the primary one. */
export function switchRoutes({ settings }: Site): readonly PageRoute[] {
  return [
    page(settings, signedIn(showSwitches)),
    page(
      `${settings}/activate/:method`,
      signedIn((visit) => gate(visit, 'activate')),
    ),
    form(`${settings}/activate/:method`, signedIn(activate)),
    page(
      `${settings}/deactivate/:method`,
      signedIn((visit) => gate(visit, 'deactivate')),
    ),
    form(`${settings}/deactivate/:method`, signedIn(deactivate)),
    page(`${settings}/primary`, signedIn(askPrimary)),
    form(`${settings}/primary`, signedIn(savePrimary)),
  ];
}

async function showSwitches(visit: SignedInVisit): Promise<Response> {
  const account = await visit.mfa.describe({ caller: visit.caller });
  return visit.show((view) => switchesPage(view, account));
}

/** Asks for the password before a switch is changed. */
async function gate(visit: SignedInVisit, what: 'activate' | 'deactivate'): Promise<Response> {
  const { site } = visit;
  const offer = offerIn(visit);
  if (offer === undefined) return visit.goTo(site.settings);
  const texts = site.texts.switches;
  const { title, button } = texts[what];
  const lead = what === 'activate' ? texts.activate.lead : texts.deactivate.lead(offer.name);
  const action = `${site.settings}/${what}/${offer.method}`;
  const failed = failureAt(visit, action)?.answer;
  const look = what === 'activate' ? 'main' : 'danger';
  return visit.show(
    (view) => passwordGatePage(view, { title: title(offer.name), lead, action, button, look, failed }),
    failed ? statusOf(failed) : 200,
  );
}

function offerIn({ site, params }: Visit): OfferedMethod | undefined {
  return offerOf(site.methods, params.method);
}

async function activate(visit: SignedInVisit): Promise<Response> {
  const offer = offerIn(visit);
  if (offer === undefined) return visit.goTo(visit.site.settings);
  const checked = await checkPassword(visit);
  if (checked.kind !== 'complete')
    return askAgain(visit, `${visit.site.settings}/activate/${offer.method}`, { answer: checked });
  const raised = await raiseAssurance(visit, checked.assurance);
  if (raised === undefined) return visit.goToSignIn('signInFirst');
  return beginMethod(enrollerFrom(raised), { method: offer.method, label: offer.name });
}

async function deactivate(visit: SignedInVisit): Promise<Response> {
  const { site } = visit;
  const { settings } = site;
  const checked = await checkPassword(visit);
  if (checked.kind !== 'complete')
    return askAgain(visit, `${settings}/deactivate/${visit.params.method}`, { answer: checked });
  const caller = { ...visit.caller, assurance: checked.assurance };
  const factor = await factorOf({ ...visit, caller });
  if (factor === undefined) return visit.goTo(settings);
  const removed = await visit.mfa.removeFactor({ caller, factorId: factor.id });
  switch (removed.kind) {
    case 'removed':
      return goOnAfterRemoval({ ...visit, caller }, removed.sessions, 'appRemoved', true);
    case 'proof-required': {
      const raised = await raiseAssurance(visit, checked.assurance);
      if (raised === undefined) return visit.goToSignIn('signInFirst');
      return askForProof(raised, { kind: 'remove', factorId: factor.id }, settings);
    }
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settings, 'notPossible');
    default:
      return assertNever(removed);
  }
}

/** Does not raise the session yet: what the password is for may end it, and a session is raised once in a request. */
function checkPassword({
  mfa,
  caller,
  field,
}: SignedInVisit): ReturnType<SignedInVisit['mfa']['reauthenticate']> {
  return mfa.reauthenticate({ caller, password: field('password') });
}

async function askPrimary(visit: SignedInVisit): Promise<Response> {
  const account = await visit.mfa.describe({ caller: visit.caller });
  if (account.factors.every(({ choice }) => choice.kind === 'denied')) {
    return visit.goTo(visit.site.settings, 'notPossible');
  }
  return visit.show((view) => primaryPage(view, account));
}

async function savePrimary(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const { settings } = visit.site;
  const factorId = visit.field('factorId');
  const chosen = await visit.mfa.setPrimary({ caller, factorId });
  switch (chosen.kind) {
    case 'chosen':
      return visit.goTo(settings, 'askedFirst');
    case 'proof-required':
      return askForProof(visit, { kind: 'set-primary', factorId }, `${settings}/primary`);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settings, 'notPossible');
    default:
      return assertNever(chosen);
  }
}

async function factorOf({ mfa, params, caller }: SignedInVisit): Promise<FactorView | undefined> {
  const { factors } = await mfa.describe({ caller });
  return factors.find(({ method }) => method === params.method);
}
