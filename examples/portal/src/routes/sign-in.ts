import { assertNever, type ChallengeView, type SignIn, type Verdict } from '@factorkit/core';
import { challengeTokenOf, clearChallengeCookie, setChallengeCookie } from '@factorkit/express';
import type { Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { type NotAccepted, notAccepted, statusOf } from '../pages/answer-error.ts';
import { backupCodePage } from '../pages/backup-code.ts';
import { challengePage } from '../pages/challenge.ts';
import { noWayInPage } from '../pages/no-way-in.ts';
import { signInPage } from '../pages/sign-in.ts';
import { endOfPause } from '../pages/when.ts';
import { renewSession } from '../session/portal-session.ts';
import { anybody, signIn, signOut, type Visit, whoIsSignedIn } from '../session/visit.ts';
import type { NoticeKey } from '../texts/catalogue.ts';

/** Password, then whatever Factorkit asks for. */
export function signInRoutes(router: Router, portal: CustomerPortal): void {
  router.get('/', anybody(portal, start));
  router.get('/sign-in', anybody(portal, askPassword));
  router.post('/sign-in', anybody(portal, checkPassword));
  router.get(
    '/sign-in/code',
    anybody(portal, (visit) => askCode(visit)),
  );
  router.post('/sign-in/code', anybody(portal, checkCode));
  router.get(
    '/sign-in/backup-code',
    anybody(portal, (visit) => askBackupCode(visit)),
  );
  router.post('/sign-in/backup-code', anybody(portal, checkBackupCode));
  router.post('/sign-out', anybody(portal, leave));
}

function start(visit: Visit): void {
  visit.goTo(whoIsSignedIn(visit.portal, visit.request) ? '/home' : '/sign-in');
}

function askPassword(visit: Visit): void {
  visit.show((view) => signInPage(view, {}));
}

async function checkPassword(visit: Visit): Promise<void> {
  const { portal, request } = visit;
  const userName = visit.field('userName');
  const check = await portal.directory.checkPassword(userName, visit.field('password'));
  switch (check.kind) {
    case 'wrong':
      return visit.show((view) => signInPage(view, { userName, error: view.brand.texts.signIn.wrong }), 422);
    case 'paused':
      return visit.show((view) => {
        const error = view.brand.texts.signIn.paused(endOfPause(view, check.until));
        return signInPage(view, { userName, error });
      }, 429);
    case 'right': {
      const { userId } = check.person;
      // The one gate: whatever it answers, nobody is signed in before it says "complete".
      const outcome = await portal.mfa.beginSignIn({
        userId,
        user: { accountName: check.person.userName },
        firstFactor: { method: 'password' },
      });
      await renewSession(request);
      return goOn(visit, outcome);
    }
    default:
      return assertNever(check);
  }
}

/** Where a sign-in stands, and what comes next. */
async function goOn(visit: Visit, outcome: SignIn, welcome?: NoticeKey): Promise<void> {
  setChallengeCookie(visit.response, outcome, visit.portal.challengeCookie);
  switch (outcome.kind) {
    case 'complete':
      await signIn(visit, outcome.assurance);
      return visit.goTo('/home', welcome);
    case 'challenge':
      return visit.goTo('/sign-in/code');
    // Both policies leave enrolling to the user, so neither asks for it at sign-in: it is answered as a refusal.
    case 'enrol':
    case 'denied':
      return visit.show(noWayInPage, 403);
    default:
      return assertNever(outcome);
  }
}

async function askCode(
  visit: Visit,
  judged?: { readonly factorId: string; readonly answer: NotAccepted },
): Promise<void> {
  const challenge = await challengeUnderWay(visit);
  if (challenge === undefined) return visit.goTo('/sign-in', 'tooSlow');
  const wanted = judged?.factorId ?? visit.request.query.app;
  const option = challenge.options.find(({ factorId }) => factorId === wanted) ?? challenge.options[0];
  if (option === undefined) return visit.goTo('/sign-in/backup-code');
  visit.show(
    (view) => challengePage(view, { challenge, option, ...(judged && { answer: judged.answer }) }),
    judged && statusOf(judged.answer),
  );
}

async function checkCode(visit: Visit): Promise<void> {
  const token = tokenOf(visit);
  if (token === undefined) return visit.goTo('/sign-in', 'tooSlow');
  const factorId = visit.field('factorId');
  const response = visit.field('code');
  const verdict = await visit.portal.mfa.verify({ token, factorId, response, source: visit.source });
  await conclude(visit, verdict, { askAgain: (answer) => askCode(visit, { factorId, answer }) });
}

async function askBackupCode(visit: Visit, answer?: NotAccepted): Promise<void> {
  const challenge = await challengeUnderWay(visit);
  if (challenge === undefined) return visit.goTo('/sign-in', 'tooSlow');
  const available = challenge.backupCode;
  visit.show(
    (view) => backupCodePage(view, { available, ...(answer && { answer }) }),
    answer && statusOf(answer),
  );
}

async function checkBackupCode(visit: Visit): Promise<void> {
  const token = tokenOf(visit);
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
  verdict: Verdict,
  then: { readonly askAgain: (answer: NotAccepted) => Promise<void>; readonly welcome?: NoticeKey },
): Promise<void> {
  switch (verdict.kind) {
    case 'complete':
    case 'challenge':
    case 'enrol':
    case 'denied':
      return goOn(visit, verdict, then.welcome);
    case 'rejected':
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

function tokenOf({ portal, request }: Visit): string | undefined {
  return challengeTokenOf(request, portal.challengeCookie);
}

async function challengeUnderWay(visit: Visit): Promise<ChallengeView | undefined> {
  const token = tokenOf(visit);
  if (token === undefined) return undefined;
  const described = await visit.portal.mfa.describeChallenge({ token });
  return described.kind === 'open' ? described.challenge : undefined;
}

async function leave(visit: Visit): Promise<void> {
  await signOut(visit);
  clearChallengeCookie(visit.response, visit.portal.challengeCookie);
  visit.goTo('/sign-in', 'signedOut');
}
