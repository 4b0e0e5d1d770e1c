import {
  assertNever,
  type Enrolment,
  type EnrolmentBegun,
  type EnrolmentConfirmed,
  type Method,
} from '@factorkit/core';
import type { Brand } from '../brands/brand.ts';
import { type OfferedMethod, offerOf } from '../brands/offered-method.ts';
import type { CustomerPortal } from '../customer-portal.ts';
import { addMethodPage, mayBeSeveral } from '../pages/add-method.ts';
import { notAccepted, statusOf } from '../pages/answer-error.ts';
import { codesPage } from '../pages/codes.ts';
import { enrolPage } from '../pages/enrol.ts';
import { methodSetUpPage, type SetUpAsked } from '../pages/method-set-up.ts';
import { type Enroller, NEWCOMER_BASE, newcomer, signedInEnroller } from '../session/enroller.ts';
import type { SetUpUnderWay } from '../session/portal-session.ts';
import { type Answer, signIn } from '../session/visit.ts';
import { credentialIn } from './ask-factor.ts';
import { carryOn, goOn } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { labelIn } from './label.ts';
import { form, type PageRoute, page } from './page-route.ts';

type Guard = (answer: (enroller: Enroller) => Promise<void>) => Answer;

/** S0, S3 and S4, setting up one of several methods: for signed-in users. */
export function methodSetUpRoutes({ settingsPath }: Brand): readonly PageRoute[] {
  return routesAt(settingsPath, signedInEnroller);
}

/** S0: the same at the first sign-in, before any other page of the portal opens. */
export function newcomerRoutes(): readonly PageRoute[] {
  return [page(NEWCOMER_BASE, newcomer(chooseMethod)), ...routesAt(NEWCOMER_BASE, newcomer)];
}

function routesAt(base: string, guard: Guard): readonly PageRoute[] {
  return [
    page(
      `${base}/add/:method`,
      guard((enroller) => explain(enroller)),
    ),
    form(`${base}/add/:method`, guard(beginAdding)),
    page(
      `${base}/set-up`,
      guard((enroller) => showSetUp(enroller)),
    ),
    form(`${base}/set-up`, guard(check)),
    form(`${base}/set-up/send`, guard(sendAgain)),
  ];
}

async function chooseMethod(enroller: Enroller): Promise<void> {
  const { portal } = enroller;
  const permitted = await permittedMethods(enroller);
  if (permitted === undefined) return;
  const offers = offersOf(portal).filter(({ method }) => permitted.includes(method));
  const never = ({ method }: OfferedMethod): boolean =>
    portal.brand.policy.methods[method]?.activeOnlyIf !== undefined;
  const recovered = enroller.request.session.signingIn?.recovered === true;
  enroller.show((view) => enrolPage(view, { offers, never, recovered }));
}

/** The set-ups that the policy permits at this sign-in. Otherwise it has redirected to the page that follows. */
async function permittedMethods(enroller: Enroller): Promise<readonly Method[] | undefined> {
  const { portal, caller } = enroller;
  if (!('token' in caller)) return offersOf(portal).map(({ method }) => method);
  const described = await portal.mfa.describeChallenge({ token: caller.token });
  if (described.kind === 'enrol') return described.enrol.methods;
  if (described.kind === 'open') enroller.goTo('/sign-in/code');
  else enroller.goTo('/sign-in', 'tooSlow');
  return undefined;
}

async function explain(enroller: Enroller, trouble?: string): Promise<void> {
  const { portal, request, base } = enroller;
  const permitted = await permittedMethods(enroller);
  if (permitted === undefined) return;
  const offer = offerOf(offersOf(portal), String(request.params.method));
  if (offer === undefined || !permitted.includes(offer.method)) return enroller.goTo(base);
  const label = mayBeSeveral(offer) ? await freeName(enroller, offer) : undefined;
  enroller.show(
    (view) => addMethodPage(view, offer, { base, ...(label && { label }), ...(trouble && { trouble }) }),
    trouble === undefined ? 200 : 422,
  );
}

/** A default name that none of the user's other methods has: “Security key 2”. */
async function freeName(enroller: Enroller, offer: OfferedMethod): Promise<string> {
  const { portal } = enroller;
  const { nextName } = portal.brand.texts.addMethod;
  const name = offer.name.replace(/ \(.*\)$/, '');
  if (enroller.kind === 'newcomer') return name;
  const { factors } = await portal.mfa.describe({ caller: enroller.caller });
  const taken = new Set(factors.map(({ label }) => label));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(nextName(name, number))) number++;
  return nextName(name, number);
}

async function beginAdding(enroller: Enroller): Promise<void> {
  const { portal, request, base } = enroller;
  const offer = offerOf(offersOf(portal), String(request.params.method));
  if (offer === undefined) return enroller.goTo(base);
  const replaces = enroller.field('replaces');
  const contactId = enroller.field('contactId');
  const label = mayBeSeveral(offer) ? labelIn(enroller) : offer.name;
  if (label === undefined) {
    const badName = portal.brand.texts.addApp.invalid;
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
export async function beginMethod(enroller: Enroller, wanted: Wanted): Promise<void> {
  const { portal, caller } = enroller;
  const adds = wanted.replaces === undefined ? await whatItAdds(enroller) : 'replacement';
  const begun = await portal.mfa.beginEnrolment({ caller, ...wanted });
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
): Promise<void> {
  const { base, portal } = enroller;
  const { addMethod } = portal.brand.texts;
  switch (begun.kind) {
    case 'proof-required': {
      if (enroller.kind === 'newcomer') return enroller.goTo('/sign-in', 'signInAgain');
      const intent = { kind: 'enrol', method, ...(replaces !== undefined && { replaces }) } as const;
      const back = replaces === undefined ? `${base}/add/${method}` : '/profile';
      return askForProof(enroller, intent, portal.brand.setUp.kind === 'switches' ? base : back);
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

function keepUnderWay(
  { request }: Enroller,
  { factorId, code }: Enrolment,
  adds: SetUpUnderWay['adds'],
): void {
  const sent = code?.kind === 'sent' || code?.kind === 'not-sent' ? code : undefined;
  request.session.settingUp = { factorId, adds, ...(sent && { sent }) };
}

async function whatItAdds(enroller: Enroller): Promise<'first' | 'another'> {
  if (enroller.kind === 'newcomer') return 'first';
  const { enabled } = await enroller.portal.mfa.describe({ caller: enroller.caller });
  return enabled ? 'another' : 'first';
}

/** A set-up in progress can be shown again until it is proved, and never after. */
async function showSetUp(
  enroller: Enroller,
  said: Pick<SetUpAsked, 'answer' | 'notSent' | 'trouble'> = {},
): Promise<void> {
  const { portal, request, caller, base } = enroller;
  const { settingUp } = request.session;
  if (settingUp === undefined) return startAgain(enroller);
  const resumed = await portal.mfa.resumeEnrolment({ caller, factorId: settingUp.factorId });
  if (resumed.kind !== 'begun') return startAgain(enroller);
  const { enrolment } = resumed;
  const offer = offerOf(offersOf(portal), enrolment.method);
  if (offer === undefined) return startAgain(enroller);
  const { sent } = settingUp;
  enroller.show(
    (view) => methodSetUpPage(view, { base, enrolment, offer, ...(sent && { sent }), ...said }),
    said.notSent ? 429 : said.trouble ? 409 : said.answer && statusOf(said.answer),
  );
}

async function sendAgain(enroller: Enroller): Promise<void> {
  const { portal, request, caller, base } = enroller;
  const { settingUp } = request.session;
  if (settingUp === undefined) return startAgain(enroller);
  const outcome = await portal.mfa.sendEnrolmentCode({ caller, factorId: settingUp.factorId });
  switch (outcome.kind) {
    case 'sent':
    case 'not-sent':
      request.session.settingUp = { ...settingUp, sent: outcome };
      return enroller.goTo(`${base}/set-up`);
    case 'send-limited':
    case 'send-refused':
      return showSetUp(enroller, { notSent: outcome });
    case 'locked':
    case 'suspended':
      return showSetUp(enroller, { answer: outcome });
    case 'refused':
      return startAgain(enroller);
    default:
      return assertNever(outcome);
  }
}

async function check(enroller: Enroller): Promise<void> {
  const { portal, request, caller } = enroller;
  const { settingUp } = request.session;
  if (settingUp === undefined) return startAgain(enroller);
  const { factorId, adds } = settingUp;
  const typed = enroller.field('credential') === '' ? enroller.field('code') : credentialIn(enroller);
  const confirmed = await portal.mfa.confirmEnrolment({ caller, factorId, response: typed });
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
      return showSetUp(enroller, { answer: confirmed });
    case 'refused': {
      const { registered } = portal.brand.texts.addMethod;
      if (confirmed.reason === 'already-registered') return showSetUp(enroller, { trouble: registered });
      const answer = notAccepted(confirmed);
      return answer ? showSetUp(enroller, { answer }) : startAgain(enroller);
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
): Promise<void> {
  const { request, portal } = enroller;
  delete request.session.settingUp;
  const { backupCodes, next } = confirmed;
  if (enroller.kind === 'newcomer') {
    if (backupCodes === undefined || next.kind !== 'complete') {
      return continueSignIn(enroller, next, { path: portal.brand.settingsPath, notice: 'enabled' });
    }
    enroller.cookies.set(next);
    await signIn(enroller, next.assurance);
  } else {
    if (backupCodes === undefined) return goOn(enroller, confirmed, NOTICES[adds]);
    // Only this answer shows the codes, even if the session ends.
    await carryOn(enroller, confirmed);
  }
  enroller.show((view) => codesPage(view, backupCodes));
}

const NOTICES = {
  first: 'enabled',
  another: 'methodAdded',
  replacement: 'contactVerified',
} as const satisfies Record<SetUpUnderWay['adds'], string>;

function startAgain(enroller: Enroller): void {
  const { kind, base } = enroller;
  if (kind === 'newcomer') enroller.goTo('/sign-in', 'tooSlow');
  else enroller.goTo(base, 'startAgain');
}

function offersOf({ brand }: CustomerPortal): readonly OfferedMethod[] {
  return 'methods' in brand.setUp ? brand.setUp.methods : [];
}
