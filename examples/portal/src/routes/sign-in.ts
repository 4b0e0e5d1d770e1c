import { assertNever, browserName, type DeviceNaming, type VerifyOutcome } from '@factorkit/core';
import { type NotAccepted, notAccepted, statusOf } from '../pages/answer-error.ts';
import { backupCodePage } from '../pages/backup-code.ts';
import { challengePage } from '../pages/challenge.ts';
import { signInPage } from '../pages/sign-in.ts';
import { endOfPause } from '../pages/when.ts';
import { renewFormCookie } from '../session/form-token.ts';
import { renewSession, signingInAs } from '../session/portal-session.ts';
import { guessedFrom, signOut, type Visit, whoIsSignedIn } from '../session/visit.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import { answerIn, askedFactor, statusOfTry, type Tried } from './ask-factor.ts';
import { challengeUnderWay } from './challenge-under-way.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** The password, then what Factorkit asks for. */
export function signInRoutes(): readonly PageRoute[] {
  return [
    page('/', start),
    page('/sign-in', askPassword),
    form('/sign-in', checkPassword),
    page('/sign-in/code', (visit) => askFactor(visit)),
    form('/sign-in/code', checkAnswer),
    form('/sign-in/send', sendCode),
    page('/sign-in/backup-code', (visit) => askBackupCode(visit)),
    form('/sign-in/backup-code', checkBackupCode),
    form('/sign-out', leave),
  ];
}

function start(visit: Visit): void {
  visit.goTo(whoIsSignedIn(visit) ? '/home' : '/sign-in');
}

function askPassword(visit: Visit): void {
  visit.show((view) => signInPage(view, {}));
}

async function checkPassword(visit: Visit): Promise<void> {
  const { portal, request } = visit;
  const userName = visit.field('userName');
  const check = await portal.directory.checkPassword(userName, visit.field('password'), guessedFrom(visit));
  switch (check.kind) {
    case 'wrong':
      return visit.show((view) => signInPage(view, { userName, error: view.brand.texts.signIn.wrong }), 422);
    case 'paused':
      return visit.show((view) => {
        const error = view.brand.texts.signIn.paused(endOfPause(view, check.until));
        return signInPage(view, { userName, error });
      }, 429);
    case 'right': {
      const { userId, enrolled } = check.person;
      // Whatever the outcome, nobody is signed in before it is `complete`.
      const deviceToken = visit.cookies.deviceToken();
      const outcome = await portal.mfa.beginSignIn({
        userId,
        user: { accountName: check.person.userName },
        firstFactor: { method: 'password' },
        expectEnrolled: enrolled,
        ...(deviceToken !== undefined && { deviceToken }),
        source: visit.source,
      });
      await renewSession(request);
      renewFormCookie(portal, visit.response);
      if ('token' in outcome) request.session.signingIn = signingInAs(userId, outcome.token);
      return continueSignIn(visit, outcome);
    }
    default:
      return assertNever(check);
  }
}

async function askFactor(visit: Visit, tried?: Tried): Promise<void> {
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind === 'enrol') return visit.goTo('/sign-in/enrol');
  if (underWay.kind === 'refused') return visit.goTo('/sign-in', 'tooSlow');
  const { token, challenge } = underWay;
  const { sent } = visit.request.session;
  const asked = await askedFactor(visit, { token, options: challenge.options, tried, sent });
  // No factor can be used: only recovery is left.
  if (asked === undefined) return visit.goTo('/sign-in/lost');
  visit.show((view) => challengePage(view, asked, challenge), statusOfTry(tried));
}

async function checkAnswer(visit: Visit): Promise<void> {
  const token = visit.cookies.challengeToken();
  if (token === undefined) return visit.goTo('/sign-in', 'tooSlow');
  const given = answerIn(visit);
  const trustDevice = visit.field('trust') === 'yes' ? namingOf(visit) : undefined;
  const verdict = await visit.portal.mfa.verify({
    token,
    ...given,
    ...(trustDevice && { trustDevice }),
    source: visit.source,
  });
  await conclude(visit, verdict, {
    askAgain: (answer) => askFactor(visit, { factorId: given.factorId, answer }),
  });
}

/** Sends a code only on request: an unexpected code confuses its recipient and costs money. */
async function sendCode(visit: Visit): Promise<void> {
  const token = visit.cookies.challengeToken();
  if (token === undefined) return visit.goTo('/sign-in', 'tooSlow');
  const factorId = visit.field('factorId');
  const outcome = await visit.portal.mfa.sendCode({ token, factorId, source: visit.source });
  switch (outcome.kind) {
    case 'sent':
    case 'not-sent':
      visit.request.session.sent = outcome;
      return visit.goTo(`/sign-in/code?app=${encodeURIComponent(factorId)}`);
    case 'send-limited':
    case 'send-refused':
      return askFactor(visit, { factorId, notSent: outcome });
    case 'locked':
    case 'suspended':
      return askFactor(visit, { factorId, answer: outcome });
    case 'refused':
      return visit.goTo('/sign-in', 'tooSlow');
    default:
      return assertNever(outcome);
  }
}

async function askBackupCode(visit: Visit, answer?: NotAccepted): Promise<void> {
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind !== 'open') return visit.goTo('/sign-in', 'tooSlow');
  const available = underWay.challenge.backupCode;
  visit.show(
    (view) => backupCodePage(view, { available, ...(answer && { answer }) }),
    answer && statusOf(answer),
  );
}

async function checkBackupCode(visit: Visit): Promise<void> {
  const token = visit.cookies.challengeToken();
  if (token === undefined) return visit.goTo('/sign-in', 'tooSlow');
  const code = visit.field('backupCode');
  const verdict = await visit.portal.mfa.verifyBackupCode({ token, code, source: visit.source });
  await conclude(visit, verdict, {
    askAgain: (answer) => askBackupCode(visit, answer),
    welcome: 'backupCodeUsed',
  });
}

async function conclude(
  visit: Visit,
  verdict: VerifyOutcome,
  then: { readonly askAgain: (answer: NotAccepted) => Promise<void>; readonly welcome?: NoticeKey },
): Promise<void> {
  switch (verdict.kind) {
    case 'complete':
    case 'challenge':
    case 'enrol':
    case 'denied':
      return continueSignIn(visit, verdict, then.welcome && { path: '/home', notice: then.welcome });
    case 'rejected':
    case 'code-used':
    case 'locked':
    case 'suspended':
    case 'refused': {
      const answer = notAccepted(verdict);
      return answer ? then.askAgain(answer) : visit.goTo('/sign-in', 'tooSlow');
    }
    default:
      return assertNever(verdict);
  }
}

/** The name by which the user recognises this browser. A portal that knows the place adds it. */
function namingOf({ portal, source }: Visit): DeviceNaming {
  return { name: browserName(source.userAgent) ?? portal.brand.texts.browsers.unnamed };
}

async function leave(visit: Visit): Promise<void> {
  await signOut(visit);
  visit.cookies.clearChallenge();
  visit.goTo('/sign-in', 'signedOut');
}
