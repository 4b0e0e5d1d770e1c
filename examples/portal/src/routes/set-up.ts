import { assertNever, type EnrolmentConfirmed } from '@factorkit/core';
import type { Brand } from '../brands/brand.ts';
import { type NotAccepted, notAccepted, statusOf } from '../pages/answer-error.ts';
import { codesPage } from '../pages/codes.ts';
import { addAppPage } from '../pages/manage.ts';
import { activePage, checkPage, keyPage } from '../pages/set-up-key.ts';
import { stepsPage } from '../pages/set-up-steps.ts';
import type { SetUpUnderWay } from '../session/portal-session.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { carryOn, goOn } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { labelIn } from './label.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** S1 and S2, setting up an authenticator app: start, show, check. */
export function setUpRoutes({ settingsPath: settings }: Brand): readonly PageRoute[] {
  return [
    form(`${settings}/set-up`, signedIn(beginFirst)),
    page(
      `${settings}/set-up`,
      signedIn((visit) => showSetUp(visit)),
    ),
    page(`${settings}/set-up/check`, signedIn(askCode)),
    form(`${settings}/set-up/check`, signedIn(checkCode)),
    page(`${settings}/active`, signedIn(showActive)),
    page(`${settings}/apps/add`, signedIn(askName)),
    form(`${settings}/apps/add`, signedIn(beginAnother)),
  ];
}

function beginFirst(visit: SignedInVisit): Promise<void> {
  const { settingsPath, texts } = visit.portal.brand;
  return begin(visit, { label: texts.addApp.firstLabel, adds: 'first', returnTo: settingsPath });
}

async function askName(visit: SignedInVisit): Promise<void> {
  visit.show((view) => addAppPage(view));
}

async function beginAnother(visit: SignedInVisit): Promise<void> {
  const { settingsPath, texts } = visit.portal.brand;
  const label = labelIn(visit);
  if (label === undefined) return visit.show((view) => addAppPage(view, texts.addApp.invalid), 422);
  return begin(visit, { label, adds: 'another', returnTo: `${settingsPath}/apps/add` });
}

async function begin(
  visit: SignedInVisit,
  {
    label,
    adds,
    returnTo,
  }: { readonly label: string; readonly adds: SetUpUnderWay['adds']; readonly returnTo: string },
): Promise<void> {
  const { portal, request, caller } = visit;
  const { settingsPath } = portal.brand;
  const begun = await portal.mfa.beginEnrolment({ caller, method: 'totp', label });
  switch (begun.kind) {
    case 'begun':
      request.session.settingUp = { factorId: begun.enrolment.factorId, adds };
      return visit.goTo(`${settingsPath}/set-up`);
    case 'proof-required':
      return askForProof(visit, { kind: 'enrol', method: 'totp' }, returnTo);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settingsPath, 'notPossible');
    default:
      return assertNever(begun);
  }
}

/** Shows the secret of the set-up in progress. It can be shown again until the code is entered, and never after. */
async function showSetUp(visit: SignedInVisit, answer?: NotAccepted): Promise<void> {
  const { portal, request, caller } = visit;
  const { settingsPath, setUp } = portal.brand;
  const { settingUp } = request.session;
  if (settingUp === undefined) return visit.goTo(settingsPath, 'startAgain');
  const resumed = await portal.mfa.resumeEnrolment({ caller, factorId: settingUp.factorId });
  if (resumed.kind !== 'begun' || resumed.enrolment.setup.kind !== 'totp') {
    return visit.goTo(settingsPath, 'startAgain');
  }
  const { setup } = resumed.enrolment;
  const status = answer && statusOf(answer);
  if (setUp.kind === 'key-then-check') visit.show((view) => keyPage(view, setup, setUp.texts), status);
  if (setUp.kind === 'scan-and-check') {
    visit.show((view) => stepsPage(view, setup, setUp.texts, answer), status);
  }
}

async function askCode(visit: SignedInVisit): Promise<void> {
  const { settingsPath, setUp } = visit.portal.brand;
  if (visit.request.session.settingUp === undefined) return visit.goTo(settingsPath, 'startAgain');
  if (setUp.kind !== 'key-then-check') return visit.goTo(`${settingsPath}/set-up`);
  visit.show((view) => checkPage(view, setUp.texts));
}

async function checkCode(visit: SignedInVisit): Promise<void> {
  const { portal, request, caller } = visit;
  const { settingsPath } = portal.brand;
  const { settingUp } = request.session;
  if (settingUp === undefined) return visit.goTo(settingsPath, 'startAgain');
  const { factorId, adds } = settingUp;
  const confirmed = await portal.mfa.confirmEnrolment({ caller, factorId, response: visit.field('code') });
  return concludeSetUp(visit, confirmed, adds);
}

async function concludeSetUp(
  visit: SignedInVisit,
  confirmed: EnrolmentConfirmed,
  adds: SetUpUnderWay['adds'],
): Promise<void> {
  const { brand } = visit.portal;
  switch (confirmed.kind) {
    case 'active': {
      delete visit.request.session.settingUp;
      const { backupCodes } = confirmed;
      if (backupCodes === undefined) return goOn(visit, confirmed, adds === 'first' ? 'enabled' : 'appAdded');
      // Only this answer shows the codes, even if the session ends.
      await carryOn(visit, confirmed);
      return visit.show((view) => codesPage(view, backupCodes));
    }
    case 'acknowledge': {
      const { backupCodes } = confirmed;
      return visit.show((view) => codesPage(view, backupCodes));
    }
    case 'rejected':
    case 'locked':
    case 'suspended':
    case 'refused': {
      const answer = notAccepted(confirmed);
      return answer ? askCodeAgain(visit, answer) : visit.goTo(brand.settingsPath, 'startAgain');
    }
    case 'proof-required':
      return askForProof(visit, { kind: 'enrol', method: 'totp' }, `${brand.settingsPath}/set-up`);
    case 'enrol':
    case 'denied':
      return visit.goTo(brand.settingsPath, 'notPossible');
    default:
      return assertNever(confirmed);
  }
}

async function askCodeAgain(visit: SignedInVisit, answer: NotAccepted): Promise<void> {
  const { setUp } = visit.portal.brand;
  if (setUp.kind !== 'key-then-check') return showSetUp(visit, answer);
  visit.show((view) => checkPage(view, setUp.texts, answer), statusOf(answer));
}

async function showActive(visit: SignedInVisit): Promise<void> {
  const { brand, mfa } = visit.portal;
  const { setUp, settingsPath } = brand;
  const { enabled } = await mfa.describe({ caller: visit.caller });
  if (!enabled || setUp.kind !== 'key-then-check') return visit.goTo(settingsPath);
  visit.show((view) => activePage(view, setUp.texts));
}
