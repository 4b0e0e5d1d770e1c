import { randomBytes } from 'node:crypto';
import { assertNever, type ChallengeRequired, type Intent, type VerifyOutcome } from '@factorkit/core';
import { type NotAccepted, notAccepted, statusOf } from '../pages/answer-error.ts';
import { confirmedPage, confirmPage, type ProofAsked } from '../pages/confirm.ts';
import { replacementCodePage } from '../pages/replacement-code.ts';
import type { Confirming } from '../session/portal-session.ts';
import { type Answer, raiseAssurance, type SignedInVisit, signedIn } from '../session/visit.ts';
import { answerIn, askedFactor, statusOfTry, type Tried } from './ask-factor.ts';
import { form, type PageRoute, page } from './page-route.ts';
import { keepForm, sendOn } from './repeatable.ts';

/** A visit that shows fresh proof, and the forms of which one may be waiting for it. */
interface ConfirmVisit extends SignedInVisit {
  readonly forms: readonly PageRoute[];
}

/**
 * Fresh proof before a change: what the policy accepts for it, a code, a backup code or the password. `forms` are those
 * that can be sent on afterwards.
 */
export function confirmRoutes(forms: readonly PageRoute[]): readonly PageRoute[] {
  const confirming = (answer: (visit: ConfirmVisit) => Promise<void>): Answer =>
    signedIn(async (visit) => (isMeant(visit) ? answer({ ...visit, forms }) : askedMeanwhile(visit)));
  return [
    page(
      '/confirm',
      confirming((visit) => askProof(visit)),
    ),
    form('/confirm/code', confirming(checkAnswer)),
    form('/confirm/send', confirming(sendCode)),
    form('/confirm/backup-code', confirming(checkBackupCode)),
    form('/confirm/password', confirming(checkPassword)),
    form('/confirm/go-on', confirming(goOnIfConfirmed)),
  ];
}

/** Redirects the user to prove something, and then back to the page of the change. */
export function askForProof(visit: SignedInVisit, intent: Intent, returnTo: string, back?: string): void {
  begin(visit, { intent, returnTo, ...(back !== undefined && { back }) });
}

/** The same for a form that was sent: once the proof is there, the form is sent on with its fields. */
export function askThenSendOn(
  visit: SignedInVisit,
  { intent, form, back }: { readonly intent: Intent; readonly form: string; readonly back: string },
): void {
  keepForm(visit, form);
  begin(visit, { intent, returnTo: back, back, repeats: true });
}

function begin(visit: SignedInVisit, asked: Omit<Confirming, 'about'>): void {
  const confirming = { ...asked, about: randomBytes(9).toString('base64url') };
  visit.request.session.confirming = confirming;
  visit.goTo(placeOf(confirming));
}

function placeOf({ about }: Confirming, form = ''): string {
  return `/confirm${form}?about=${about}`;
}

/**
 * Whether this page, or form of it, is about what waits in the session now. Another tab, or an attacker with a copy of the
 * session, may have asked for something else since: a proof that was given for one must not be spent on the other.
 */
function isMeant({ request }: SignedInVisit): boolean {
  const { confirming } = request.session;
  return confirming === undefined || request.query.about === confirming.about;
}

function askedMeanwhile(visit: SignedInVisit): void {
  visit.goTo(visit.portal.brand.settingsPath, 'askedMeanwhile');
}

interface Failed {
  readonly tried?: Tried;
  readonly other?: NonNullable<ProofAsked['failed']>;
}

async function askProof(visit: SignedInVisit, failed: Failed = {}): Promise<void> {
  const { portal, request, caller } = visit;
  const { settingsPath } = portal.brand;
  const { confirming } = request.session;
  if (confirming === undefined) return visit.goTo(settingsPath);
  const { intent, returnTo, back = settingsPath } = confirming;
  const place = { placeOf: (form?: string) => placeOf(confirming, form) };
  const stepUp = await portal.mfa.beginStepUp({ caller, intent });
  switch (stepUp.kind) {
    case 'complete':
      // Proved since then, for example in another tab. Viewing a page changes nothing: the user must press a button.
      if (confirming.repeats) return visit.show((view) => confirmedPage(view, { ...place, back }));
      delete request.session.confirming;
      return visit.goTo(returnTo);
    case 'challenge': {
      const open = (await underWay(visit)) ?? stepUp;
      request.session.confirming = { ...confirming, token: open.token };
      const { options, backupCode } = open.challenge;
      const { token } = open;
      const factor = await askedFactor(visit, {
        token,
        options,
        tried: failed.tried,
        sent: confirming.sent,
      });
      return draw(visit, { ...place, ...(factor && { factor }), password: false, backupCode, back }, failed);
    }
    case 'proof-required':
      request.session.confirming = withoutChallenge(confirming);
      return draw(
        visit,
        { ...place, password: stepUp.firstFactors.includes('password'), backupCode: false, back },
        failed,
      );
    case 'enrol':
      return visit.goTo(settingsPath, 'setUpFirst');
    case 'denied':
      return visit.goTo(back, 'notPossible');
    default:
      return assertNever(stepUp);
  }
}

function draw(visit: SignedInVisit, asked: ProofAsked, { tried, other }: Failed): void {
  const status = other ? statusOfFailure(other) : statusOfTry(tried);
  visit.show((view) => confirmPage(view, { ...asked, ...(other && { failed: other }) }), status);
}

/** The challenge that this session has already open: a code that was sent is valid only for it. */
async function underWay({ portal, request }: SignedInVisit): Promise<OpenChallenge | undefined> {
  const token = request.session.confirming?.token;
  if (token === undefined) return undefined;
  const described = await portal.mfa.describeChallenge({ token });
  return described.kind === 'open' ? { token, challenge: described.challenge } : undefined;
}

type OpenChallenge = Pick<ChallengeRequired, 'token' | 'challenge'>;

async function checkAnswer(visit: ConfirmVisit): Promise<void> {
  const token = visit.request.session.confirming?.token;
  if (token === undefined) return askProof(visit);
  const given = answerIn(visit);
  const verdict = await visit.portal.mfa.verify({
    token,
    caller: visit.caller,
    ...given,
    source: visit.source,
  });
  return conclude(visit, verdict, (answer) =>
    askProof(visit, { tried: { factorId: given.factorId, answer } }),
  );
}

async function sendCode(visit: SignedInVisit): Promise<void> {
  const { portal, request, source } = visit;
  const { confirming } = request.session;
  if (confirming?.token === undefined) return askProof(visit);
  const factorId = visit.field('factorId');
  const outcome = await portal.mfa.sendCode({ token: confirming.token, factorId, source });
  switch (outcome.kind) {
    case 'sent':
    case 'not-sent':
      request.session.confirming = { ...confirming, sent: outcome };
      return visit.goTo(`${placeOf(confirming)}&app=${encodeURIComponent(factorId)}`);
    case 'send-limited':
    case 'send-refused':
      return askProof(visit, { tried: { factorId, notSent: outcome } });
    case 'locked':
    case 'suspended':
      return askProof(visit, { tried: { factorId, answer: outcome } });
    case 'refused':
      return visit.goTo(placeOf(confirming));
    default:
      return assertNever(outcome);
  }
}

async function checkBackupCode(visit: ConfirmVisit): Promise<void> {
  const token = visit.request.session.confirming?.token;
  if (token === undefined) return askProof(visit);
  const code = visit.field('backupCode');
  const { portal, caller, source } = visit;
  const verdict = await portal.mfa.verifyBackupCode({ token, caller, code, source });
  return conclude(visit, verdict, (answer) => askProof(visit, { other: { what: 'backup-code', answer } }));
}

async function conclude(
  visit: ConfirmVisit,
  verdict: VerifyOutcome,
  askAgain: (answer: NotAccepted) => Promise<void>,
): Promise<void> {
  const { confirming } = visit.request.session;
  const next = confirming === undefined ? visit.portal.brand.settingsPath : placeOf(confirming);
  if (verdict.kind === 'complete') {
    const { replacementCode } = verdict;
    if (replacementCode === undefined) return returnWith(visit, verdict.assurance);
    if ((await raiseAssurance(visit, verdict.assurance)) === undefined)
      return visit.goTo('/sign-in', 'signInFirst');
    if (confirming !== undefined) visit.request.session.confirming = withoutChallenge(confirming);
    return visit.show((view) => replacementCodePage(view, { code: replacementCode, next }));
  }
  const answer = notAccepted(verdict);
  return answer ? askAgain(answer) : visit.goTo(next);
}

async function checkPassword(visit: ConfirmVisit): Promise<void> {
  const { portal, caller } = visit;
  const checked = await portal.mfa.reauthenticate({ caller, password: visit.field('password') });
  if (checked.kind !== 'complete') return askProof(visit, { other: { what: 'password', answer: checked } });
  return returnWith(visit, checked.assurance);
}

async function returnWith(
  visit: ConfirmVisit,
  assurance: SignedInVisit['caller']['assurance'],
): Promise<void> {
  const { confirming } = visit.request.session;
  const raised = await raiseAssurance(visit, assurance);
  return raised === undefined
    ? visit.goTo('/sign-in', 'signInFirst')
    : leadOn({ ...raised, forms: visit.forms }, confirming);
}

async function goOnIfConfirmed(visit: ConfirmVisit): Promise<void> {
  const { portal, request, caller } = visit;
  const { confirming } = request.session;
  if (confirming === undefined) return visit.goTo(portal.brand.settingsPath);
  const { kind } = await portal.mfa.beginStepUp({ caller, intent: confirming.intent });
  if (kind !== 'complete') return visit.goTo(placeOf(confirming));
  delete request.session.confirming;
  return leadOn(visit, confirming);
}

async function leadOn(visit: ConfirmVisit, confirming: Confirming | undefined): Promise<void> {
  const { settingsPath } = visit.portal.brand;
  if (confirming?.repeats) return sendOn(visit, visit.forms, confirming.back ?? settingsPath);
  visit.goTo(confirming?.returnTo ?? settingsPath);
}

function withoutChallenge({ token: _token, sent: _sent, ...confirming }: Confirming): Confirming {
  return confirming;
}

function statusOfFailure(failed: NonNullable<ProofAsked['failed']>): number {
  return statusOf(failed.answer);
}
