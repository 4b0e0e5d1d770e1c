import { assertNever, type RecoveryOffer, type RecoveryPath } from '@factorkit/core';
import type { Brand } from '../brands/brand.ts';
import { offersBackupCodes } from '../pages/challenge.ts';
import { type IdentityForm, identityFormPage } from '../pages/identity-form.ts';
import { lostAccessPage } from '../pages/lost-access.ts';
import type { Page, View } from '../pages/view.ts';
import { endOfPause } from '../pages/when.ts';
import { maskedAddress } from '../people/masked-address.ts';
import { signingInWith } from '../session/portal-session.ts';
import type { Visit } from '../session/visit.ts';
import { challengeUnderWay } from './challenge-under-way.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** The password was right, and the second step is lost: every recovery method of the policy. */
export function lostAccessRoutes({ policy }: Brand): readonly PageRoute[] {
  const ways = [
    page('/sign-in/lost', (visit) => showWays(visit)),
    form('/sign-in/recovery', (visit) => ask(visit, 'support')),
    form('/sign-in/recovery/complete', complete),
  ];
  if (!policy.recovery.some(({ via }) => via === 'form')) return ways;
  return [
    ...ways,
    page('/sign-in/identity-form', (visit) => askForm(visit)),
    form('/sign-in/identity-form', sendForm),
  ];
}

async function showWays(visit: Visit, error?: readonly string[]): Promise<void> {
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind === 'enrol') return visit.goTo('/sign-in/enrol');
  if (underWay.kind === 'refused') return startAgain(visit);
  const { portal, request } = visit;
  const { token } = underWay;
  const { recovery, backupCode, options, switchedOff } = underWay.challenge;
  const signingIn = signingInWith(request, token);
  const person = signingIn && portal.directory.find(signingIn.userId);
  const asked = recovery.find(({ via }) => via === signingIn?.asked);
  const draw = (view: View): Page =>
    lostAccessPage(view, {
      options: options.filter(({ state }) => state.kind !== 'suspended'),
      backupCode: offersBackupCodes(portal.brand) ? (backupCode ? 'offered' : 'used-up') : undefined,
      offers: recovery,
      registered: person === undefined ? '•••' : maskedAddress(person.email),
      stopped: asked?.state.kind === 'open' && !switchedOff,
      switchedOff,
      ...(error && { error }),
    });
  visit.show(draw, error === undefined ? 200 : 422);
}

/** A second request changes nothing, and the user gets only one notice. */
async function ask(visit: Visit, via: RecoveryPath): Promise<void> {
  if (await request(visit, via)) visit.goTo('/sign-in/lost', 'recoveryAsked');
}

/** Returns whether the request was stored. If not, the page with the reason was sent. */
async function request(visit: Visit, via: RecoveryPath): Promise<boolean> {
  const { portal, source } = visit;
  const { session } = visit.request;
  const token = visit.cookies.challengeToken();
  if (token === undefined) {
    startAgain(visit);
    return false;
  }
  const outcome = await portal.mfa.recovery.request({ token, via, source });
  switch (outcome.kind) {
    case 'requested':
      // The link that cancels it is sent to the user's contacts and not shown here: this browser proved only the
      // password.
      if (session.signingIn !== undefined) session.signingIn = { ...session.signingIn, asked: via };
      return true;
    case 'denied':
      visit.goTo('/sign-in/lost', outcome.reason === 'cool-down' ? 'recoveryLater' : 'notPossible');
      return false;
    case 'refused':
      startAgain(visit);
      return false;
    default:
      return assertNever(outcome);
  }
}

/** For an approved recovery after the wait: checks the recovery code, then opens the set-up of a new method. */
async function complete(visit: Visit): Promise<void> {
  const { portal, source, request } = visit;
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind !== 'open') return startAgain(visit);
  const { token, challenge } = underWay;
  const ready = challenge.recovery.find(({ via, state }) => via === visit.field('via') && isReady(state));
  if (ready === undefined) return visit.goTo('/sign-in/lost');
  const code = visit.field('recoveryCode');
  const completed = await portal.mfa.recovery.complete({ token, via: ready.via, code, source });
  const words = portal.brand.texts.recovery.code;
  const { attempts } = portal.brand.texts;
  switch (completed.kind) {
    case 'completed':
      if (request.session.signingIn)
        request.session.signingIn = { ...request.session.signingIn, recovered: true };
      return continueSignIn(visit, completed.next);
    case 'rejected':
      return showWays(visit, [words.wrong, attempts.left(completed.attemptsLeft)]);
    case 'locked':
      return showWays(visit, [attempts.locked(endOfPause(portal, completed.retryAt))]);
    case 'denied':
      return visit.goTo('/sign-in/lost');
    case 'refused':
      if (completed.reason === 'malformed-response') return showWays(visit, [words.malformed]);
      return completed.reason === 'used' ? showWays(visit, [words.used]) : startAgain(visit);
    default:
      return assertNever(completed);
  }
}

function isReady({ kind }: RecoveryOffer['state']): boolean {
  return kind === 'ready';
}

async function askForm(visit: Visit, typed?: IdentityForm): Promise<void> {
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind !== 'open') return startAgain(visit);
  visit.show((view) => identityFormPage(view, typed), typed === undefined ? 200 : 422);
}

/** Sends the form to support by mail, and stores the request in the account, where the desk finds it. */
async function sendForm(visit: Visit): Promise<void> {
  const { portal } = visit;
  const typed: IdentityForm = {
    fullName: visit.field('fullName').trim(),
    reach: visit.field('reach').trim(),
    lost: visit.field('lost').trim(),
  };
  if (Object.values(typed).includes('')) return askForm(visit, typed);
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind !== 'open') return startAgain(visit);
  const { userId = '' } = signingInWith(visit.request, underWay.token) ?? {};
  const person = portal.directory.find(userId);
  if (person === undefined) return startAgain(visit);
  const offer = underWay.challenge.recovery.find(({ via }) => via === 'form');
  // One form for one request: pressing the button again does not send another mail to support.
  if (offer?.state.kind !== 'open') return visit.goTo('/sign-in/lost');
  if (!(await request(visit, 'form'))) return;
  const words = portal.brand.texts.recovery.form;
  await portal.messenger({
    id: `identity-form:${person.userId}:${portal.clock()}`,
    to: { channel: 'email', address: portal.brand.supportAddress },
    subject: words.subject(person.userName),
    text: [
      `${words.fullName}: ${oneLine(typed.fullName)}`,
      `${words.reach}: ${oneLine(typed.reach)}`,
      `${words.lost}: ${oneLine(typed.lost)}`,
    ].join('\n'),
  });
  visit.goTo('/sign-in/lost', 'recoveryAsked');
}

/** Removes line breaks, so that a field cannot fake another line of the mail. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** The token is invalid: it has expired, or staff approved and the account has changed. */
function startAgain(visit: Visit): void {
  const asked = visit.request.session.signingIn?.asked;
  visit.goTo('/sign-in', asked === undefined ? 'tooSlow' : 'recoveryMoved');
}
