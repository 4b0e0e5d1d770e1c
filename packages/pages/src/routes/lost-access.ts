import { assertNever, type RecoveryOffer, type RecoveryPath } from '@factorkit/core';
import type { IdentityForm } from '../settings/options.ts';
import { offersBackupCodes } from '../views/challenge.ts';
import { identityFormPage } from '../views/identity-form.ts';
import { lostAccessPage } from '../views/lost-access.ts';
import { maskedAddress } from '../views/masked-address.ts';
import type { Page, View } from '../views/view.ts';
import { endOfPause } from '../views/when.ts';
import { signingInWith } from '../visit/state.ts';
import type { Visit } from '../visit/visit.ts';
import { askAgain, failureAt } from './ask-again.ts';
import { challengeUnderWay } from './challenge-under-way.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { form, type PageRoute, page } from './page-route.ts';

const LOST = '/sign-in/lost';

/** The password was right, and the second step is lost: every recovery method of the policy. */
export function lostAccessRoutes(): readonly PageRoute[] {
  return [
    page(LOST, showWays),
    form('/sign-in/recovery', (visit) => ask(visit, 'support')),
    form('/sign-in/recovery/complete', complete),
    page('/sign-in/identity-form', (visit) => askForm(visit)),
    form('/sign-in/identity-form', sendForm),
  ];
}

async function showWays(visit: Visit): Promise<Response> {
  const error = failureAt(visit, LOST)?.errors;
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind === 'enrol') return visit.goTo('/sign-in/enrol');
  if (underWay.kind === 'refused') return startAgain(visit);
  const { recovery, backupCode, options, switchedOff } = underWay.challenge;
  const signingIn = signingInWith(visit.state, underWay.token);
  const { userId = '' } = signingIn === undefined ? {} : visit.state;
  const address = userId === '' ? undefined : await visit.host.registeredAddress?.(userId);
  const asked = recovery.find(({ via }) => via === signingIn?.asked);
  const draw = (view: View): Page =>
    lostAccessPage(view, {
      options: options.filter(({ state }) => state.kind !== 'suspended'),
      backupCode: offersBackupCodes(view) ? (backupCode ? 'offered' : 'used-up') : undefined,
      offers: recovery,
      registered: maskedAddress(address ?? ''),
      stopped: asked?.state.kind === 'open' && !switchedOff,
      switchedOff,
      ...(error && { error }),
    });
  return visit.show(draw, error === undefined ? 200 : 422);
}

/** A second request changes nothing, and the user gets only one notice. */
async function ask(visit: Visit, via: RecoveryPath): Promise<Response> {
  return (await request(visit, via)) ?? visit.goTo(LOST, 'recoveryAsked');
}

/** Stores the request. If that is not possible, returns the page with the reason. */
async function request(visit: Visit, via: RecoveryPath): Promise<Response | undefined> {
  const { state, source, challengeToken: token } = visit;
  if (token === undefined) return startAgain(visit);
  const outcome = await visit.mfa.recovery.request({ token, via, ...source });
  switch (outcome.kind) {
    case 'requested':
      // The link that cancels it is sent to the user's contacts and not shown here: this browser proved only the
      // password.
      if (state.signingIn !== undefined) state.signingIn = { ...state.signingIn, asked: via };
      return undefined;
    case 'denied':
      return visit.goTo(LOST, outcome.reason === 'cool-down' ? 'recoveryLater' : 'notPossible');
    case 'refused':
      return startAgain(visit);
    default:
      return assertNever(outcome);
  }
}

/** For an approved recovery after the wait: checks the recovery code, then opens the set-up of a new method. */
async function complete(visit: Visit): Promise<Response> {
  const { state, source } = visit;
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind !== 'open') return startAgain(visit);
  const { token, challenge } = underWay;
  const ready = challenge.recovery.find(({ via, state }) => via === visit.field('via') && isReady(state));
  if (ready === undefined) return visit.goTo(LOST);
  const code = visit.field('recoveryCode');
  const completed = await visit.mfa.recovery.complete({ token, via: ready.via, code, ...source });
  const { attempts, recovery } = visit.site.texts;
  const words = recovery.code;
  switch (completed.kind) {
    case 'completed':
      if (state.signingIn !== undefined) state.signingIn = { ...state.signingIn, recovered: true };
      return continueSignIn(visit, completed.next);
    case 'rejected':
      return tryAgain(visit, words.wrong, attempts.left(completed.attemptsLeft));
    case 'locked':
      return tryAgain(visit, attempts.locked(endOfPause(visit, completed.retryAt)));
    case 'denied':
      return visit.goTo(LOST);
    case 'refused':
      if (completed.reason === 'malformed-response') return tryAgain(visit, words.malformed);
      return completed.reason === 'used' ? tryAgain(visit, words.used) : startAgain(visit);
    default:
      return assertNever(completed);
  }
}

function tryAgain(visit: Visit, ...errors: readonly string[]): Promise<Response> {
  return askAgain(visit, LOST, { errors });
}

function isReady({ kind }: RecoveryOffer['state']): boolean {
  return kind === 'ready';
}

async function askForm(visit: Visit, typed?: IdentityForm): Promise<Response> {
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind !== 'open') return startAgain(visit);
  return visit.show((view) => identityFormPage(view, typed), typed === undefined ? 200 : 422);
}

/** Hands the form to support, and stores the request in the account, where the desk finds it. */
async function sendForm(visit: Visit): Promise<Response> {
  const typed: IdentityForm = {
    fullName: visit.field('fullName').trim(),
    reach: visit.field('reach').trim(),
    lost: visit.field('lost').trim(),
  };
  if (Object.values(typed).includes('')) return askForm(visit, typed);
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind !== 'open') return startAgain(visit);
  const { userId } = visit.state;
  const isOwn = signingInWith(visit.state, underWay.token) !== undefined;
  if (!isOwn || userId === undefined) return startAgain(visit);
  const offer = underWay.challenge.recovery.find(({ via }) => via === 'form');
  // One form for one request: pressing the button again does not send another one to support.
  if (offer?.state.kind !== 'open') return visit.goTo(LOST);
  const refused = await request(visit, 'form');
  if (refused !== undefined) return refused;
  await visit.host.receiveIdentityForm?.(userId, typed);
  return visit.goTo(LOST, 'recoveryAsked');
}

/** The token is invalid: it has expired, or staff approved and the account has changed. */
function startAgain(visit: Visit): Promise<Response> {
  const asked = visit.state.signingIn?.asked;
  return visit.goToSignIn(asked === undefined ? 'tooSlow' : 'recoveryMoved');
}
