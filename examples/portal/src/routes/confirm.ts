import { assertNever, type Intent, type StepUp, type Verdict } from '@factorkit/core';
import type { Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { notAccepted, statusOf } from '../pages/answer-error.ts';
import { confirmPage, type ProofAsked } from '../pages/confirm.ts';
import { raiseAssurance, type SignedInVisit, signedIn } from '../session/visit.ts';

/** Fresh proof before a change: whatever the policy accepts for it, a code, a backup code or the password. */
export function confirmRoutes(router: Router, portal: CustomerPortal): void {
  router.get(
    '/confirm',
    signedIn(portal, (visit) => askProof(visit)),
  );
  router.post('/confirm/code', signedIn(portal, checkCode));
  router.post('/confirm/backup-code', signedIn(portal, checkBackupCode));
  router.post('/confirm/password', signedIn(portal, checkPassword));
}

/** Sends the user to show fresh proof; from there back to the page that asks for the change. */
export function askForProof(visit: SignedInVisit, intent: Intent, returnTo: string): void {
  visit.request.session.confirming = { intent, returnTo };
  visit.goTo('/confirm');
}

async function askProof(visit: SignedInVisit, failed?: ProofAsked['failed']): Promise<void> {
  const { portal, request, caller } = visit;
  const { settingsPath } = portal.brand;
  const { confirming } = request.session;
  if (confirming === undefined) return visit.goTo(settingsPath);
  const { intent, returnTo } = confirming;
  const stepUp = await portal.mfa.beginStepUp({ caller, intent });
  switch (stepUp.kind) {
    case 'complete':
      delete request.session.confirming;
      return visit.goTo(returnTo);
    case 'challenge':
    case 'proof-required': {
      request.session.confirming = {
        intent,
        returnTo,
        ...(stepUp.kind === 'challenge' && { token: stepUp.token }),
      };
      const asked = { ...acceptedProof(stepUp), ...(failed && { failed }) };
      return visit.show((view) => confirmPage(view, asked), failed && statusOfFailure(failed));
    }
    case 'denied':
      return visit.goTo(settingsPath, 'notPossible');
    default:
      return assertNever(stepUp);
  }
}

function acceptedProof(
  stepUp: Extract<StepUp, { readonly kind: 'challenge' | 'proof-required' }>,
): ProofAsked {
  if (stepUp.kind === 'challenge') {
    const { options, backupCode } = stepUp.challenge;
    return { factors: options, password: false, backupCode };
  }
  const { factors, firstFactors, backupCode } = stepUp;
  return { factors, password: firstFactors.includes('password'), backupCode };
}

async function checkCode(visit: SignedInVisit): Promise<void> {
  const token = visit.request.session.confirming?.token;
  if (token === undefined) return askProof(visit);
  const factorId = visit.field('factorId');
  const response = visit.field('code');
  const verdict = await visit.portal.mfa.verify({ token, factorId, response, source: visit.source });
  return conclude(visit, verdict, 'code');
}

async function checkBackupCode(visit: SignedInVisit): Promise<void> {
  const token = visit.request.session.confirming?.token;
  if (token === undefined) return askProof(visit);
  const code = visit.field('backupCode');
  const verdict = await visit.portal.mfa.verifyBackupCode({ token, code, source: visit.source });
  return conclude(visit, verdict, 'backup-code');
}

async function conclude(visit: SignedInVisit, verdict: Verdict, what: 'code' | 'backup-code'): Promise<void> {
  if (verdict.kind === 'complete') {
    // The token was made for the person of this session: an answer about somebody else must not raise it.
    if (verdict.assurance.userId !== visit.caller.userId) return visit.goTo('/confirm');
    return returnWith(visit, verdict.assurance);
  }
  const answer = notAccepted(verdict);
  return answer ? askProof(visit, { what, answer }) : visit.goTo('/confirm');
}

async function checkPassword(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const checked = await portal.mfa.reauthenticate({ caller, password: visit.field('password') });
  if (checked.kind === 'rejected') return askProof(visit, { what: 'password' });
  return returnWith(visit, checked.assurance);
}

async function returnWith(
  visit: SignedInVisit,
  assurance: SignedInVisit['caller']['assurance'],
): Promise<void> {
  const { confirming } = visit.request.session;
  await raiseAssurance(visit, assurance);
  visit.goTo(confirming?.returnTo ?? visit.portal.brand.settingsPath);
}

function statusOfFailure(failed: NonNullable<ProofAsked['failed']>): number {
  return failed.what === 'password' ? 422 : statusOf(failed.answer);
}
