import { assertNever } from '@factorkit/core';
import { nothingToStopPage, stopPage, stoppedPage } from '../views/stop-recovery.ts';
import type { SignedInVisit, Visit } from '../visit/visit.ts';
import { askThenSendOn } from './confirm.ts';
import { form, formOfUser, type PageRoute, page } from './page-route.ts';

/** The page behind the link in the messages. */
const STOP_PATH = '/recovery/stop';

const NOT_ME_PATH = '/recovery/not-me';

/** The user learns of a recovery and cancels it: by the link in the message, or from the settings. */
export function stopRecoveryRoutes(): readonly PageRoute[] {
  return [
    // Viewing it cancels nothing: mail scanners open links, but do not press buttons.
    page(STOP_PATH, (visit) => visit.show((view) => stopPage(view, { action: STOP_PATH, failed: false }))),
    form(STOP_PATH, stopByLink),
    formOfUser(NOT_ME_PATH, stopAsOwner),
  ];
}

async function stopByLink(visit: Visit): Promise<Response> {
  const link = visit.field('link').trim();
  const cancelToken = link.slice(link.indexOf('#') + 1);
  const cancelled = await visit.mfa.recovery.cancel({ cancelToken, ...visit.source });
  switch (cancelled.kind) {
    case 'cancelled':
      return visit.show(stoppedPage);
    case 'refused':
      return cancelled.reason === 'invalid-token'
        ? visit.show((view) => stopPage(view, { action: STOP_PATH, failed: true }), 422)
        : visit.show(nothingToStopPage, 410);
    case 'proof-required':
    case 'enrol':
    case 'denied':
      return visit.show(nothingToStopPage, 410);
    default:
      return assertNever(cancelled);
  }
}

async function stopAsOwner(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const { settings } = visit.site;
  const requestId = visit.field('requestId');
  const cancelled = await visit.mfa.recovery.cancel({ caller, requestId });
  switch (cancelled.kind) {
    case 'cancelled':
      return visit.goTo(settings, 'recoveryStopped');
    case 'proof-required':
      return askThenSendOn(visit, { kind: 'manage' }, visit.site.path + settings);
    case 'refused':
      return visit.goTo(settings, 'recoveryOver');
    case 'enrol':
    case 'denied':
      return visit.goTo(settings, 'notPossible');
    default:
      return assertNever(cancelled);
  }
}
