import { assertNever } from '@factorkit/core';
import type { Brand } from '../brands/brand.ts';
import { formOfUser, type OwnPage, page, type SignedInVisit, signedIn } from '../own-pages.ts';
import { editPaymentAccountPage, paymentAccountPage, type TypedAccount } from '../pages/payment-account.ts';
import type { PaymentAccount } from '../people/directory.ts';
import { isIban, spaced } from '../people/iban.ts';
import { tellContacts } from '../tell-contacts.ts';

const PATH = '/payment-account';

/** The payment account. To change it, the policy's action requires a recent second step. */
export function paymentAccountRoutes({ paymentAccount }: Brand): readonly OwnPage[] {
  if (paymentAccount === undefined) return [];
  const { action } = paymentAccount;
  return [
    page(
      PATH,
      signedIn(async (visit) => visit.show((view) => paymentAccountPage(view, accountOf(visit)))),
    ),
    page(
      `${PATH}/change`,
      signedIn(async (visit) => {
        const { holder } = accountOf(visit);
        return visit.show((view) => editPaymentAccountPage(view, { holder, iban: '' }));
      }),
    ),
    formOfUser(`${PATH}/change`, (visit) => change(visit, action)),
  ];
}

function accountOf({ person }: SignedInVisit): PaymentAccount {
  return person.paymentAccount ?? { holder: person.fullName, iban: 'DE89370400440532013000' };
}

async function change(visit: SignedInVisit, action: string): Promise<Response> {
  const { portal, person, caller } = visit;
  const holder = visit.field('holder').trim();
  const iban = visit.field('iban').replace(/\s/g, '').toUpperCase();
  const wrong = holder === '' ? 'holder' : isIban(iban) ? undefined : 'iban';
  if (wrong !== undefined) {
    const typed: TypedAccount = { holder, iban: spaced(iban), wrong };
    return visit.show((view) => editPaymentAccountPage(view, typed), 422);
  }
  const check = await portal.mfa.requireAssurance({ caller, need: { action } });
  switch (check.kind) {
    case 'sufficient': {
      portal.directory.changePaymentAccount(person.userId, { holder, iban });
      const { changedSubject, changedText } = portal.brand.own.payment;
      await tellContacts(portal, person, {
        kind: 'payment-account-changed',
        subject: changedSubject,
        text: changedText(portal.brand.name, iban.slice(-4)),
      });
      return visit.goTo(PATH, 'paymentSaved');
    }
    case 'insufficient':
      return visit.askForProof(
        { kind: 'action', name: action },
        `/${portal.brand.id}${PATH}/change`,
        portal.brand.own.payment.purpose,
      );
    case 'denied':
      return check.reason === 'held'
        ? visit.goTo(PATH, 'paymentHeld')
        : visit.redirect(`/${portal.brand.id}${PATH}`, 'notPossible');
    default:
      return assertNever(check);
  }
}
