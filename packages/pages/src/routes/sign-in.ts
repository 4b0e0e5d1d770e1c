import { assertNever, browserName, type DeviceNaming, type VerifyOutcome } from '@factorkit/core';
import type { NoticeKey } from '../texts/catalogue.ts';
import { type NotAccepted, notAccepted, statusOf } from '../views/answer-error.ts';
import { backupCodePage } from '../views/backup-code.ts';
import { challengePage } from '../views/challenge.ts';
import type { Visit } from '../visit/visit.ts';
import { askAgain, failureAt } from './ask-again.ts';
import { answerIn, askedFactor, statusOfTry, withFactor } from './ask-factor.ts';
import { challengeUnderWay } from './challenge-under-way.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { form, type PageRoute, page } from './page-route.ts';

const CODE = '/sign-in/code';
const BACKUP_CODE = '/sign-in/backup-code';

/** What Factorkit asks for after the password, and the end of a session. */
export function signInRoutes(): readonly PageRoute[] {
  return [
    page(CODE, askFactor),
    form(CODE, checkAnswer),
    form('/sign-in/send', sendCode),
    page(BACKUP_CODE, askBackupCode),
    form(BACKUP_CODE, checkBackupCode),
    form('/sign-out', leave),
  ];
}

async function askFactor(visit: Visit): Promise<Response> {
  const tried = failureAt(visit, CODE);
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind === 'enrol') return visit.goTo('/sign-in/enrol');
  if (underWay.kind === 'refused') return visit.goToSignIn('tooSlow');
  const { token, challenge } = underWay;
  const { sent } = visit.state;
  const asked = await askedFactor(visit, { token, options: challenge.options, tried, sent });
  // No factor can be used: only recovery is left.
  if (asked === undefined) return visit.goTo('/sign-in/lost');
  return visit.show((view) => challengePage(view, asked, challenge), statusOfTry(tried));
}

async function checkAnswer(visit: Visit): Promise<Response> {
  const token = visit.challengeToken;
  if (token === undefined) return visit.goToSignIn('tooSlow');
  const given = answerIn(visit);
  const trustDevice = visit.field('trust') === 'yes' ? namingOf(visit) : undefined;
  const verdict = await visit.mfa.verify({
    token,
    ...given,
    ...(trustDevice && { trustDevice }),
    ...visit.source,
  });
  return conclude(visit, verdict, {
    tryAgain: (answer) => askAgain(visit, CODE, { ...withFactor(given), answer }),
  });
}

/** Sends a code only on request: an unexpected code confuses its recipient and costs money. */
async function sendCode(visit: Visit): Promise<Response> {
  const token = visit.challengeToken;
  if (token === undefined) return visit.goToSignIn('tooSlow');
  const factorId = visit.field('factorId');
  const outcome = await visit.mfa.sendCode({ token, factorId, ...visit.source });
  switch (outcome.kind) {
    case 'sent':
    case 'not-sent':
      visit.state.sent = outcome;
      return visit.goTo(`/sign-in/code?app=${encodeURIComponent(factorId)}`);
    case 'send-limited':
    case 'send-refused':
      return askAgain(visit, CODE, { factorId, notSent: outcome });
    case 'locked':
    case 'suspended':
      return askAgain(visit, CODE, { factorId, answer: outcome });
    case 'refused':
      return visit.goToSignIn('tooSlow');
    default:
      return assertNever(outcome);
  }
}

async function askBackupCode(visit: Visit): Promise<Response> {
  const answer = failureAt(visit, BACKUP_CODE)?.answer;
  const underWay = await challengeUnderWay(visit);
  if (underWay.kind !== 'open') return visit.goToSignIn('tooSlow');
  const available = underWay.challenge.backupCode;
  return visit.show(
    (view) => backupCodePage(view, { available, ...(answer && { answer }) }),
    answer && statusOf(answer),
  );
}

async function checkBackupCode(visit: Visit): Promise<Response> {
  const token = visit.challengeToken;
  if (token === undefined) return visit.goToSignIn('tooSlow');
  const code = visit.field('backupCode');
  const verdict = await visit.mfa.verifyBackupCode({ token, code, ...visit.source });
  return conclude(visit, verdict, {
    tryAgain: (answer) => askAgain(visit, BACKUP_CODE, { answer }),
    welcome: 'backupCodeUsed',
  });
}

async function conclude(
  visit: Visit,
  verdict: VerifyOutcome,
  then: { readonly tryAgain: (answer: NotAccepted) => Promise<Response>; readonly welcome?: NoticeKey },
): Promise<Response> {
  switch (verdict.kind) {
    case 'complete':
    case 'challenge':
    case 'enrol':
    case 'denied':
      return continueSignIn(visit, verdict, then.welcome && { notice: then.welcome });
    case 'rejected':
    case 'code-used':
    case 'locked':
    case 'suspended':
    case 'refused': {
      const answer = notAccepted(verdict);
      if (answer) return then.tryAgain(answer);
      // Sent twice, by a double click or by going back: the first one signed this browser in.
      const isUsed = verdict.kind === 'refused' && verdict.reason === 'used';
      return isUsed ? visit.redirect(visit.site.portal.home) : visit.goToSignIn('tooSlow');
    }
    default:
      return assertNever(verdict);
  }
}

/** The name by which the user recognises this browser. A portal that knows more of it passes `deviceName`. */
function namingOf({ source, site, deviceName }: Visit): DeviceNaming {
  const { on, unnamed } = site.texts.browsers;
  return deviceName(browserName(source.source?.userAgent, on) ?? unnamed);
}

async function leave(visit: Visit): Promise<Response> {
  await visit.signOut();
  visit.clearChallenge();
  return visit.goToSignIn('signedOut');
}
