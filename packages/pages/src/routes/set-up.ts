import { assertNever, type EnrolmentConfirmed } from '@factorkit/core';
import { type Site, usesKeyThenCheck } from '../settings/site.ts';
import { notAccepted, statusOf } from '../views/answer-error.ts';
import { codesPage } from '../views/codes.ts';
import { addAppPage } from '../views/manage.ts';
import { activePage, checkPage, keyPage } from '../views/set-up-key.ts';
import { stepsPage } from '../views/set-up-steps.ts';
import type { SetUpUnderWay } from '../visit/state.ts';
import { type SignedInVisit, signedIn } from '../visit/visit.ts';
import { askAgain, failureAt } from './ask-again.ts';
import { carryOn, goOn } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { labelIn } from './label.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** S1 and S2, setting up an authenticator app: start, show, check. */
export function setUpRoutes({ settings }: Site): readonly PageRoute[] {
  return [
    form(`${settings}/set-up`, signedIn(beginFirst)),
    page(`${settings}/set-up`, signedIn(showSetUp)),
    page(`${settings}/set-up/check`, signedIn(askCode)),
    form(`${settings}/set-up/check`, signedIn(checkCode)),
    page(`${settings}/active`, signedIn(showActive)),
    page(`${settings}/apps/add`, signedIn(askName)),
    form(`${settings}/apps/add`, signedIn(beginAnother)),
  ];
}

function beginFirst(visit: SignedInVisit): Promise<Response> {
  const { settings, texts } = visit.site;
  return begin(visit, { label: texts.addApp.firstLabel, adds: 'first', returnTo: settings });
}

async function askName(visit: SignedInVisit): Promise<Response> {
  return visit.show((view) => addAppPage(view));
}

async function beginAnother(visit: SignedInVisit): Promise<Response> {
  const { settings, texts } = visit.site;
  const label = labelIn(visit);
  if (label === undefined) return visit.show((view) => addAppPage(view, texts.addApp.invalid), 422);
  return begin(visit, { label, adds: 'another', returnTo: `${settings}/apps/add` });
}

async function begin(
  visit: SignedInVisit,
  {
    label,
    adds,
    returnTo,
  }: { readonly label: string; readonly adds: SetUpUnderWay['adds']; readonly returnTo: string },
): Promise<Response> {
  const { caller, state } = visit;
  const { settings } = visit.site;
  const begun = await visit.mfa.beginEnrolment({ caller, method: 'totp', label });
  switch (begun.kind) {
    case 'begun':
      state.settingUp = { factorId: begun.enrolment.factorId, adds };
      return visit.goTo(`${settings}/set-up`);
    case 'proof-required':
      return askForProof(visit, { kind: 'enrol', method: 'totp' }, returnTo);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settings, 'notPossible');
    default:
      return assertNever(begun);
  }
}

/** Shows the secret of the set-up in progress. It can be shown again until the code is entered, and never after. */
async function showSetUp(visit: SignedInVisit): Promise<Response> {
  const answer = failureAt(visit, `${visit.site.settings}/set-up`)?.answer;
  const { caller, state, site } = visit;
  const { settings } = site;
  const { settingUp } = state;
  if (settingUp === undefined) return visit.goTo(settings, 'startAgain');
  const resumed = await visit.mfa.resumeEnrolment({ caller, factorId: settingUp.factorId });
  if (resumed.kind !== 'begun' || resumed.enrolment.setup.kind !== 'totp') {
    return visit.goTo(settings, 'startAgain');
  }
  const { setup } = resumed.enrolment;
  return visit.show(
    (view) => (usesKeyThenCheck(site) ? keyPage(view, setup) : stepsPage(view, setup, answer)),
    answer && statusOf(answer),
  );
}

async function askCode(visit: SignedInVisit): Promise<Response> {
  const { site, state } = visit;
  const { settings } = site;
  if (state.settingUp === undefined) return visit.goTo(settings, 'startAgain');
  if (!usesKeyThenCheck(site)) return visit.goTo(`${settings}/set-up`);
  const answer = failureAt(visit, `${settings}/set-up/check`)?.answer;
  return visit.show((view) => checkPage(view, answer), answer && statusOf(answer));
}

async function checkCode(visit: SignedInVisit): Promise<Response> {
  const { caller, state } = visit;
  const { settings } = visit.site;
  const { settingUp } = state;
  if (settingUp === undefined) return visit.goTo(settings, 'startAgain');
  const { factorId, adds } = settingUp;
  const confirmed = await visit.mfa.confirmEnrolment({ caller, factorId, response: visit.field('code') });
  return concludeSetUp(visit, confirmed, adds);
}

async function concludeSetUp(
  visit: SignedInVisit,
  confirmed: EnrolmentConfirmed,
  adds: SetUpUnderWay['adds'],
): Promise<Response> {
  const { settings } = visit.site;
  switch (confirmed.kind) {
    case 'active': {
      delete visit.state.settingUp;
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
      if (answer) {
        const place = usesKeyThenCheck(visit.site) ? '/set-up/check' : '/set-up';
        return askAgain(visit, settings + place, { answer });
      }
      return visit.goTo(settings, 'startAgain');
    }
    case 'proof-required':
      return askForProof(visit, { kind: 'enrol', method: 'totp' }, `${settings}/set-up`);
    case 'enrol':
    case 'denied':
      return visit.goTo(settings, 'notPossible');
    default:
      return assertNever(confirmed);
  }
}

async function showActive(visit: SignedInVisit): Promise<Response> {
  const { mfa, site } = visit;
  const { enabled } = await mfa.describe({ caller: visit.caller });
  if (!enabled || !usesKeyThenCheck(site)) return visit.goTo(site.settings);
  return visit.show((view) => activePage(view));
}
