import {
  type Assurance,
  assertNever,
  type ChallengeRequired,
  type Intent,
  type VerifyOutcome,
} from '@factorkit/core';
import { type NotAccepted, notAccepted, statusOf } from '../views/answer-error.ts';
import { confirmedPage, confirmPage, type ProofAsked, sendAgainPage } from '../views/confirm.ts';
import type { Failure } from '../views/failure.ts';
import { replacementCodePage } from '../views/replacement-code.ts';
import type { Confirming } from '../visit/state.ts';
import { type Answer, raiseAssurance, type SignedInVisit, signedIn } from '../visit/visit.ts';
import { askAgain, failureAt } from './ask-again.ts';
import { answerIn, askedFactor, statusOfTry, withFactor } from './ask-factor.ts';
import { form, type PageRoute, page } from './page-route.ts';

const CONFIRM = '/confirm';

/** The lifetime of a challenge. */
const SENT_ON_WITHIN_MS = 10 * 60_000;

/** What fits into the cookie beside the rest. A larger form is filled in again. */
const KEPT_CHARACTERS = 2_000;

/** Fresh proof before a change: what the policy accepts for it, a code, a backup code or the password. */
export function confirmRoutes(): readonly PageRoute[] {
  const confirming = (answer: (visit: SignedInVisit) => Promise<Response>): Answer =>
    signedIn((visit) => (isMeant(visit) ? answer(visit) : askedMeanwhile(visit)));
  return [
    page(CONFIRM, confirming(askProof)),
    form('/confirm/code', confirming(checkAnswer)),
    form('/confirm/send', confirming(sendCode)),
    form('/confirm/backup-code', confirming(checkBackupCode)),
    form('/confirm/password', confirming(checkPassword)),
    form('/confirm/go-on', confirming(goOnIfConfirmed)),
    // Not the answer to the proof itself, so that the form arrives with the raised session.
    page('/confirm/go-on', confirming(sendOn)),
  ];
}

/** Redirects the user to prove something, and then back to the page of the change. */
export function askForProof(
  visit: SignedInVisit,
  intent: Intent,
  returnTo: string,
  back?: string,
): Promise<Response> {
  const { path } = visit.site;
  return begin(visit, {
    intent,
    returnTo: path + returnTo,
    ...(back !== undefined && { back: path + back }),
  });
}

/** The same with a page of the portal to return to: a path from the root. */
export function askForProofFor(visit: SignedInVisit, intent: Intent, returnTo: string): Promise<Response> {
  return begin(visit, { intent, returnTo });
}

/** The same for a form that was sent: once the proof is there, the form is sent on with its fields. `back`: from the root. */
export function askThenSendOn(
  visit: SignedInVisit,
  intent: Intent,
  back: string,
  purpose?: string,
): Promise<Response> {
  const fields = Object.fromEntries(visit.fields);
  const repeats = JSON.stringify(fields).length <= KEPT_CHARACTERS;
  if (repeats) {
    const { pathname } = new URL(visit.request.url);
    visit.state.waiting = { path: pathname, fields, at: visit.clock() };
  }
  return begin(visit, {
    ...{ intent, returnTo: back, back },
    ...(repeats && { repeats }),
    ...(purpose !== undefined && { purpose }),
  });
}

function begin(visit: SignedInVisit, asked: Omit<Confirming, 'about'>): Promise<Response> {
  const confirming = { ...asked, about: crypto.randomUUID() };
  visit.state.confirming = confirming;
  return visit.goTo(placeOf(confirming));
}

function placeOf({ about }: Confirming, form = ''): string {
  return `/confirm${form}?about=${about}`;
}

/**
 * Whether this page, or form of it, is about what waits now. Another tab may have asked for something else since: a proof
 * that was given for one must not be spent on the other.
 */
function isMeant({ state, query }: SignedInVisit): boolean {
  return state.confirming === undefined || query.get('about') === state.confirming.about;
}

/** What the proof is for, if there are words for it. */
function purposeOf({ site }: SignedInVisit, { intent, purpose }: Confirming): string | undefined {
  const { purposes } = site.texts.confirm;
  return purpose ?? (purposes as Readonly<Record<string, string>>)[intent.kind];
}

function askedMeanwhile(visit: SignedInVisit): Promise<Response> {
  return visit.goTo(visit.site.settings, 'askedMeanwhile');
}

async function askProof(visit: SignedInVisit): Promise<Response> {
  const failed = failureAt(visit, CONFIRM) ?? {};
  const { site, state, caller } = visit;
  const { confirming } = state;
  if (confirming === undefined) return visit.goTo(site.settings);
  const { intent, returnTo, back = site.path + site.settings } = confirming;
  const purpose = purposeOf(visit, confirming);
  const place = { placeOf: (form?: string) => placeOf(confirming, form), ...(purpose && { purpose }) };
  const stepUp = await visit.mfa.beginStepUp({ caller, intent });
  switch (stepUp.kind) {
    case 'complete':
      // Proved since then, for example in another tab. Viewing a page changes nothing: the user must press a button.
      if (confirming.repeats) return visit.show((view) => confirmedPage(view, { ...place, back }));
      delete state.confirming;
      return visit.redirect(returnTo);
    case 'challenge': {
      const open = (await underWay(visit)) ?? stepUp;
      state.confirming = { ...confirming, token: open.token };
      const { options, backupCode } = open.challenge;
      const { token } = open;
      const factor = await askedFactor(visit, {
        token,
        options,
        tried: failed.answer || failed.notSent ? failed : undefined,
        sent: confirming.sent,
      });
      return draw(visit, { ...place, ...(factor && { factor }), password: false, backupCode, back }, failed);
    }
    case 'proof-required':
      state.confirming = withoutChallenge(confirming);
      return draw(
        visit,
        { ...place, password: stepUp.firstFactors.includes('password'), backupCode: false, back },
        failed,
      );
    case 'enrol':
      return visit.goTo(site.settings, 'setUpFirst');
    case 'denied':
      return visit.redirect(back, 'notPossible');
    default:
      return assertNever(stepUp);
  }
}

/** Back to the page that asks, with the reason. */
function toConfirm(visit: SignedInVisit, failure?: Failure): Promise<Response> {
  const { confirming } = visit.state;
  const place = confirming === undefined ? CONFIRM : placeOf(confirming);
  return failure === undefined ? visit.goTo(place) : askAgain(visit, place, failure);
}

function draw(visit: SignedInVisit, asked: ProofAsked, { other, ...tried }: Failure): Promise<Response> {
  const status = other ? statusOf(other.answer) : statusOfTry(tried);
  return visit.show((view) => confirmPage(view, { ...asked, ...(other && { failed: other }) }), status);
}

/** The challenge that this session has already open: a code that was sent is valid only for it. */
async function underWay({ mfa, state }: SignedInVisit): Promise<OpenChallenge | undefined> {
  const token = state.confirming?.token;
  if (token === undefined) return undefined;
  const described = await mfa.describeChallenge({ token });
  return described.kind === 'open' ? { token, challenge: described.challenge } : undefined;
}

type OpenChallenge = Pick<ChallengeRequired, 'token' | 'challenge'>;

async function checkAnswer(visit: SignedInVisit): Promise<Response> {
  const token = visit.state.confirming?.token;
  if (token === undefined) return toConfirm(visit);
  const given = answerIn(visit);
  const verdict = await visit.mfa.verify({
    token,
    caller: visit.caller,
    ...given,
    ...visit.source,
  });
  return conclude(visit, verdict, (answer) => toConfirm(visit, { ...withFactor(given), answer }));
}

async function sendCode(visit: SignedInVisit): Promise<Response> {
  const { state, source } = visit;
  const { confirming } = state;
  if (confirming?.token === undefined) return toConfirm(visit);
  const factorId = visit.field('factorId');
  const outcome = await visit.mfa.sendCode({ token: confirming.token, factorId, ...source });
  switch (outcome.kind) {
    case 'sent':
    case 'not-sent':
      state.confirming = { ...confirming, sent: outcome };
      return visit.goTo(`${placeOf(confirming)}&app=${encodeURIComponent(factorId)}`);
    case 'send-limited':
    case 'send-refused':
      return toConfirm(visit, { factorId, notSent: outcome });
    case 'locked':
    case 'suspended':
      return toConfirm(visit, { factorId, answer: outcome });
    case 'refused':
      return visit.goTo(placeOf(confirming));
    default:
      return assertNever(outcome);
  }
}

async function checkBackupCode(visit: SignedInVisit): Promise<Response> {
  const token = visit.state.confirming?.token;
  if (token === undefined) return toConfirm(visit);
  const code = visit.field('backupCode');
  const { caller, source } = visit;
  const verdict = await visit.mfa.verifyBackupCode({ token, caller, code, ...source });
  return conclude(visit, verdict, (answer) => toConfirm(visit, { other: { what: 'backup-code', answer } }));
}

async function conclude(
  visit: SignedInVisit,
  verdict: VerifyOutcome,
  tryAgain: (answer: NotAccepted) => Promise<Response>,
): Promise<Response> {
  const { state, site } = visit;
  const { confirming } = state;
  const next = confirming === undefined ? site.settings : placeOf(confirming);
  if (verdict.kind === 'complete') {
    const { replacementCode } = verdict;
    if (replacementCode === undefined) return returnWith(visit, verdict.assurance);
    const raised = await raiseAssurance(visit, verdict.assurance);
    if (raised === undefined) return visit.goToSignIn('signInFirst');
    if (confirming !== undefined) state.confirming = withoutChallenge(confirming);
    return visit.show((view) => replacementCodePage(view, { code: replacementCode, next: site.path + next }));
  }
  const answer = notAccepted(verdict);
  return answer ? tryAgain(answer) : visit.goTo(next);
}

async function checkPassword(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const checked = await visit.mfa.reauthenticate({ caller, password: visit.field('password') });
  if (checked.kind !== 'complete') return toConfirm(visit, { other: { what: 'password', answer: checked } });
  return returnWith(visit, checked.assurance);
}

async function returnWith(visit: SignedInVisit, assurance: Assurance): Promise<Response> {
  const { confirming } = visit.state;
  const raised = await raiseAssurance(visit, assurance);
  if (raised === undefined) return visit.goToSignIn('signInFirst');
  return leadOn(raised, confirming);
}

async function goOnIfConfirmed(visit: SignedInVisit): Promise<Response> {
  const { state, site, caller } = visit;
  const { confirming } = state;
  if (confirming === undefined) return visit.goTo(site.settings);
  const { kind } = await visit.mfa.beginStepUp({ caller, intent: confirming.intent });
  return kind === 'complete' ? leadOn(visit, confirming) : visit.goTo(placeOf(confirming));
}

function leadOn(visit: SignedInVisit, confirming: Confirming | undefined): Promise<Response> {
  const { state, site } = visit;
  delete state.confirming;
  if (confirming === undefined) return visit.goTo(site.settings);
  if (!confirming.repeats) return visit.redirect(confirming.returnTo);
  state.confirming = withoutChallenge(confirming);
  return visit.goTo(placeOf(confirming, '/go-on'));
}

/** Sends the form on that waited: once, and not if it has waited too long. */
async function sendOn(visit: SignedInVisit): Promise<Response> {
  const { state, site } = visit;
  const { waiting, confirming } = state;
  delete state.waiting;
  delete state.confirming;
  const back = confirming?.back ?? site.path + site.settings;
  if (waiting === undefined || confirming === undefined) return visit.redirect(back);
  if (visit.clock() - waiting.at > SENT_ON_WITHIN_MS) return visit.redirect(back, 'waitedTooLong');
  const sent = await visit.sendOn(waiting.path, waiting.fields);
  return sent ?? visit.show((view) => sendAgainPage(view, waiting, back));
}

function withoutChallenge({ token: _token, sent: _sent, ...confirming }: Confirming): Confirming {
  return confirming;
}
