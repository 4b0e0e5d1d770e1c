import { html, type Page, postForm, textField } from '@factorkit/pages';
import type { OwnView } from '../own-pages.ts';

export interface TypedAccount {
  readonly holder: string;
  readonly iban: string;
  readonly wrong?: 'holder' | 'iban';
}

export function paymentAccountPage(
  { brand }: OwnView,
  account: { readonly holder: string; readonly iban: string },
): Page {
  const { payment } = brand.own;
  return {
    title: payment.title,
    body: html`<p>${payment.lead}</p>
<dl class="facts">
<div><dt>${payment.holder}</dt><dd>${account.holder}</dd></div>
<div><dt>${payment.iban}</dt><dd>•••• ${account.iban.slice(-4)}</dd></div>
</dl>
<p><a class="button quiet" href="/${brand.id}/payment-account/change">${payment.change}</a></p>`,
  };
}

export function editPaymentAccountPage(view: OwnView, { holder, iban, wrong }: TypedAccount): Page {
  const { brand, site } = view;
  const { payment } = brand.own;
  const { setUp } = site.texts;
  return {
    title: payment.button,
    body: html`<p>${payment.guarded}</p>
${postForm(view, {
  action: '/payment-account/change',
  submit: payment.button,
  fields: [
    textField({
      name: 'holder',
      label: payment.holder,
      autocomplete: 'name',
      value: holder,
      ...(wrong === 'holder' && { error: [payment.badHolder] }),
    }),
    textField({
      name: 'iban',
      label: payment.iban,
      hint: payment.ibanHint,
      autocomplete: 'off',
      value: iban,
      ...(wrong === 'iban' && { error: [payment.badIban] }),
    }),
  ],
})}
<p><a href="/${brand.id}/payment-account">${setUp.cancel}</a></p>`,
  };
}
