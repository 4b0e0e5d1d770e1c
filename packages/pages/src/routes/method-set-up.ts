import {
  assertNever,
  type Enrolment,
  type EnrolmentBegun,
  type EnrolmentConfirmed,
  type EnrolmentRequired,
  type Method,
} from '@factorkit/core';
import { type OfferedMethod, offerOf } from '../settings/offered-method.ts';
import type { Site } from '../settings/site.ts';
import { addMethodPage, mayBeSeveral } from '../views/add-method.ts';
import { notAccepted, statusOf } from '../views/answer-error.ts';
import { codesPage } from '../views/codes.ts';
import { enrolPage } from '../views/enrol.ts';
import type { Failure } from '../views/failure.ts';
import { methodSetUpPage } from '../views/method-set-up.ts';
import { type Enroller, NEWCOMER_BASE, newcomer, signedInEnroller } from '../visit/enroller.ts';
import type { SetUpUnderWay } from '../visit/state.ts';
import type { Answer } from '../visit/visit.ts';
import { askAgain, failureAt } from './ask-again.ts';
import { credentialIn } from './ask-factor.ts';
import { carryOn, goOn } from './carry-on.ts';
import { askForProof, askForProofFor } from './confirm.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { labelIn } from './label.ts';
import { form, type PageRoute, page } from './page-route.ts';

type Guard = (answer: (enroller: Enroller) => Promise<Response>) => Answer;

/** S0, S3 and S4, setting up one of several methods: for signed-in users. */
export function methodSetUpRoutes({ settings }: Site): readonly PageRoute[] {
  return routesAt(settings, signedInEnroller);
}

/** S0: the same at the first sign-in, before any other page of the portal opens. */
export function newcomerRoutes(): readonly PageRoute[] {
  return [
    page(NEWCOMER_BASE, newcomer(chooseMethod)),
    form(`${NEWCOMER_BASE}/postpone`, newcomer(postpone)),
    ...routesAt(NEWCOMER_BASE, newcomer),
  ];
}

function routesAt(base: string, guard: Guard): readonly PageRoute[] {
  return [
    page(
      `${base}/add/:method`,
      guard((enroller) => explain(enroller)),
    ),
    form(`${base}/add/:method`, guard(beginAdding)),
    page(`${base}/set-up`, guard(showSetUp)),
    form(`${base}/set-up`, guard(check)),
    form(`${base}/set-up/send`, guard(sendAgain)),
  ];
}

async function chooseMethod(enroller: Enroller): Promise<Response> {
  const { mfa, site, state } = enroller;
  const enrol = await permitted(enroller);
  if (enrol instanceof Response) return enrol;
  const offers = site.methods.filter(({ method }) => enrol.methods.includes(method));
  const never = ({ method }: OfferedMethod): boolean =>
    mfa.policy.methods[method]?.activeOnlyIf !== undefined;
  const recovered = state.signingIn?.recovered === true;
  return enroller.show((view) =>
    enrolPage(view, { offers, never, recovered, mayPostpone: enrol.grace !== undefined }),
  );
}

/** The policy's grace lets the user in, and asks again at the next sign-in. */
async function postpone(enroller: Enroller): Promise<Response> {
  if (enroller.kind === 'signed-in') return enroller.goTo(enroller.base);
  const postponed = await enroller.mfa.postponeEnrolment({ caller: enroller.enrolling });
  return postponed.kind === 'refused' ? startAgain(enroller) : continueSignIn(enroller, postponed);
}

/** The set-ups that the policy permits at this sign-in, or the page that follows if it asks for none. */
async function permitted(
  enroller: Enroller,
): Promise<Pick<EnrolmentRequired, 'methods' | 'grace'> | Response> {
  const { mfa, site } = enroller;
  if (enroller.kind === 'signed-in') return { methods: site.methods.map(({ method }) => method) };
  const described = await mfa.describeChallenge({ token: enroller.enrolling.token });
  if (described.kind === 'enrol') return described.enrol;
  return described.kind === 'open' ? enroller.goTo('/sign-in/code') : enroller.goToSignIn('tooSlow');
}

async function explain(enroller: Enroller, trouble?: string): Promise<Response> {
  const { site, params, base } = enroller;
  const enrol = await permitted(enroller);
  if (enrol instanceof Response) return enrol;
  const offer = offerOf(site.methods, params.method);
  if (offer === undefined || !enrol.methods.includes(offer.method)) return enroller.goTo(base);
  const label = mayBeSeveral(offer) ? await freeName(enroller, offer) : undefined;
  return enroller.show(
    (view) => addMethodPage(view, offer, { base, ...(label && { label }), ...(trouble && { trouble }) }),
    trouble === undefined ? 200 : 422,
  );
}

/** A default name that none of the user's other methods has: “Security key 2”. */
async function freeName(enroller: Enroller, offer: OfferedMethod): Promise<string> {
  const { nextName } = enroller.site.texts.addMethod;
  const name = offer.name.replace(/ \(.*\)$/, '');
  if (enroller.kind === 'newcomer') return name;
  const { factors } = await enroller.mfa.describe({ caller: enroller.caller });
  const taken = new Set(factors.map(({ label }) => label));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(nextName(name, number))) number++;
  return nextName(name, number);
}

async function beginAdding(enroller: Enroller): Promise<Response> {
  const { site, params, base } = enroller;
  const offer = offerOf(site.methods, params.method);
  if (offer === undefined) return enroller.goTo(base);
  const replaces = enroller.field('replaces');
  const contactId = enroller.field('contactId');
  const label = mayBeSeveral(offer) ? labelIn(enroller) : offer.name;
  if (label === undefined) {
    const badName = site.texts.addApp.invalid;
    return enroller.show((view) => addMethodPage(view, offer, { base, badName }), 422);
  }
  return beginMethod(enroller, {
    method: offer.method,
    label,
    ...(replaces !== '' && { replaces }),
    ...(contactId !== '' && { contactId }),
  });
}

interface Wanted {
  readonly method: Method;
  readonly label: string;
  readonly replaces?: string;
  /** The address or number that receives the codes. Defaults to the first. */
  readonly contactId?: string;
}

/** Starts a set-up and redirects to its page. */
export async function beginMethod(enroller: Enroller, wanted: Wanted): Promise<Response> {
  const { mfa, enrolling: caller } = enroller;
  const adds = wanted.replaces === undefined ? await whatItAdds(enroller) : 'replacement';
  const begun = await mfa.beginEnrolment({ caller, ...wanted });
  if (begun.kind === 'begun') {
    keepUnderWay(enroller, begun.enrolment, adds);
    return enroller.goTo(`${enroller.base}/set-up`);
  }
  return declineBegin(enroller, wanted, begun);
}

async function declineBegin(
  enroller: Enroller,
  { method, replaces }: Wanted,
  begun: Exclude<EnrolmentBegun, { readonly kind: 'begun' }>,
): Promise<Response> {
  const { base, site } = enroller;
  const { addMethod } = site.texts;
  switch (begun.kind) {
    case 'proof-required': {
      if (enroller.kind === 'newcomer') return enroller.goToSignIn('signInAgain');
      const intent = { kind: 'enrol', method, ...(replaces !== undefined && { replaces }) } as const;
      const { profile } = site.portal;
      if (replaces !== undefined && profile !== undefined) return askForProofFor(enroller, intent, profile);
      return askForProof(enroller, intent, site.layout === 'switches' ? base : `${base}/add/${method}`);
    }
    case 'denied':
      if (begun.reason === 'not-alone') return explain(enroller, addMethod.notAlone);
      if (begun.reason === 'no-contact') return explain(enroller, addMethod.noContact);
      return explain(enroller, addMethod.impossible);
    case 'enrol':
      return explain(enroller, addMethod.impossible);
    case 'refused':
      return startAgain(enroller);
    default:
      return assertNever(begun);
  }
}

function keepUnderWay({ state }: Enroller, { factorId, code }: Enrolment, adds: SetUpUnderWay['adds']): void {
  const sent = code?.kind === 'sent' || code?.kind === 'not-sent' ? code : undefined;
  state.settingUp = { factorId, adds, ...(sent && { sent }) };
}

async function whatItAdds(enroller: Enroller): Promise<'first' | 'another'> {
  if (enroller.kind === 'newcomer') return 'first';
  const { enabled } = await enroller.mfa.describe({ caller: enroller.caller });
  return enabled ? 'another' : 'first';
}

/** A set-up in progress can be shown again until it is proved, and never after. */
async function showSetUp(enroller: Enroller): Promise<Response> {
  const { answer, notSent, trouble } = failureAt(enroller, `${enroller.base}/set-up`) ?? {};
  const said = { ...(answer && { answer }), ...(notSent && { notSent }), ...(trouble && { trouble }) };
  const { mfa, state, site, enrolling: caller, base } = enroller;
  const { settingUp } = state;
  if (settingUp === undefined) return startAgain(enroller);
  const resumed = await mfa.resumeEnrolment({ caller, factorId: settingUp.factorId });
  if (resumed.kind !== 'begun') return startAgain(enroller);
  const { enrolment } = resumed;
  const offer = offerOf(site.methods, enrolment.method);
  if (offer === undefined) return startAgain(enroller);
  const { sent } = settingUp;
  return enroller.show(
    (view) => methodSetUpPage(view, { base, enrolment, offer, ...(sent && { sent }), ...said }),
    notSent ? 429 : trouble ? 409 : answer && statusOf(answer),
  );
}

function tryAgain(enroller: Enroller, failure: Failure): Promise<Response> {
  return askAgain(enroller, `${enroller.base}/set-up`, failure);
}

async function sendAgain(enroller: Enroller): Promise<Response> {
  const { mfa, state, enrolling: caller, base } = enroller;
  const { settingUp } = state;
  if (settingUp === undefined) return startAgain(enroller);
  const outcome = await mfa.sendEnrolmentCode({ caller, factorId: settingUp.factorId });
  switch (outcome.kind) {
    case 'sent':
    case 'not-sent':
      state.settingUp = { ...settingUp, sent: outcome };
      return enroller.goTo(`${base}/set-up`);
    case 'send-limited':
    case 'send-refused':
      return tryAgain(enroller, { notSent: outcome });
    case 'locked':
    case 'suspended':
      return tryAgain(enroller, { answer: outcome });
    case 'refused':
      return startAgain(enroller);
    default:
      return assertNever(outcome);
  }
}

async function check(enroller: Enroller): Promise<Response> {
  const { mfa, state, site, enrolling: caller } = enroller;
  const { settingUp } = state;
  if (settingUp === undefined) return startAgain(enroller);
  const { factorId, adds } = settingUp;
  const typed = enroller.field('credential') === '' ? enroller.field('code') : credentialIn(enroller);
  const confirmed = await mfa.confirmEnrolment({ caller, factorId, response: typed });
  switch (confirmed.kind) {
    case 'active':
      return inForce(enroller, confirmed, adds);
    case 'acknowledge': {
      const { backupCodes } = confirmed;
      return enroller.show((view) => codesPage(view, backupCodes));
    }
    case 'rejected':
    case 'locked':
    case 'suspended':
      return tryAgain(enroller, { answer: confirmed });
    case 'refused': {
      const { registered } = site.texts.addMethod;
      if (confirmed.reason === 'already-registered') return tryAgain(enroller, { trouble: registered });
      const answer = notAccepted(confirmed);
      return answer ? tryAgain(enroller, { answer }) : startAgain(enroller);
    }
    case 'proof-required':
    case 'enrol':
    case 'denied':
      return enroller.goTo(enroller.base, 'notPossible');
    default:
      return assertNever(confirmed);
  }
}

async function inForce(
  enroller: Enroller,
  confirmed: Extract<EnrolmentConfirmed, { readonly kind: 'active' }>,
  adds: SetUpUnderWay['adds'],
): Promise<Response> {
  const { state, site } = enroller;
  delete state.settingUp;
  const { backupCodes, next } = confirmed;
  if (enroller.kind === 'newcomer') {
    if (backupCodes === undefined || next.kind !== 'complete') {
      return continueSignIn(enroller, next, {
        path: site.path + site.settings,
        notice: 'enabled',
      });
    }
    enroller.setCookies(next);
    await enroller.signIn(next.assurance);
  } else {
    if (backupCodes === undefined) return goOn(enroller, confirmed, NOTICES[adds]);
    // Only this answer shows the codes, even if the session ends.
    await carryOn(enroller, confirmed);
  }
  return enroller.show((view) => codesPage(view, backupCodes));
}

const NOTICES = {
  first: 'enabled',
  another: 'methodAdded',
  replacement: 'contactVerified',
} as const satisfies Record<SetUpUnderWay['adds'], string>;

function startAgain(enroller: Enroller): Promise<Response> {
  const { kind, base } = enroller;
  return kind === 'newcomer' ? enroller.goToSignIn('tooSlow') : enroller.goTo(base, 'startAgain');
}
