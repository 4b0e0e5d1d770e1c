import { assertNever } from '@factorkit/core';
import type { Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { editPaymentAccountPage, paymentAccountPage, type TypedAccount } from '../pages/payment-account.ts';
import { isIban, spaced } from '../people/iban.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { askThenSendOn } from './confirm.ts';
import { repeatableForm } from './repeatable.ts';

const PATH = '/payment-account';

/** Where money comes from: changing it takes a second step of the last minutes, as the policy's action says. */
export function paymentAccountRoutes(router: Router, portal: CustomerPortal): void {
  const { paymentAccount } = portal.brand;
  if (paymentAccount === undefined) return;
  // The portal's own record, in memory as all of its records are.
  const accounts = new Map<string, PaymentAccount>();
  const of = ({ person }: SignedInVisit): PaymentAccount =>
    accounts.get(person.userId) ?? { holder: person.fullName, iban: 'DE89370400440532013000' };
  router.get(
    PATH,
    signedIn(portal, async (visit) => visit.show((view) => paymentAccountPage(view, of(visit)))),
  );
  router.get(
    `${PATH}/change`,
    signedIn(portal, async (visit) => {
      const { holder } = of(visit);
      visit.show((view) => editPaymentAccountPage(view, { holder, iban: '' }));
    }),
  );
  repeatableForm(router, portal, `${PATH}/change`, (visit) => {
    return change(visit, paymentAccount.action, (account) => accounts.set(visit.person.userId, account));
  });
}

interface PaymentAccount {
  readonly holder: string;
  readonly iban: string;
}

async function change(
  visit: SignedInVisit,
  action: string,
  save: (account: PaymentAccount) => void,
): Promise<void> {
  const { portal, caller } = visit;
  const holder = visit.field('holder').trim();
  const iban = visit.field('iban').replace(/\s/g, '').toUpperCase();
  const wrong = holder === '' ? 'holder' : isIban(iban) ? undefined : 'iban';
  if (wrong !== undefined) {
    const typed: TypedAccount = { holder, iban: spaced(iban), wrong };
    return visit.show((view) => editPaymentAccountPage(view, typed), 422);
  }
  const check = await portal.mfa.requireAssurance({ caller, need: { action } });
  switch (check.kind) {
    case 'sufficient':
      save({ holder, iban });
      return visit.goTo(PATH, 'paymentSaved');
    case 'insufficient':
      return askThenSendOn(visit, {
        intent: { kind: 'action', name: action },
        form: `${PATH}/change`,
        back: `${PATH}/change`,
      });
    case 'denied':
      return visit.goTo(PATH, check.reason === 'held' ? 'paymentHeld' : 'notPossible');
    default:
      return assertNever(check);
  }
}
