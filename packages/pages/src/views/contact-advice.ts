import type { FactorView } from '@factorkit/core';
import { postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** S0.16: the address in the portal changed, and codes still go to the old one until the new one is proved. */
export function contactAdvice(view: View, { id, method, contact }: FactorView): Html | undefined {
  if (contact === undefined || contact.kind === 'current') return undefined;
  const { site } = view;
  const { settings } = site.texts;
  const sms = method === 'sms';
  if (contact.kind === 'gone') {
    return html`<p class="warning">${sms ? settings.numberGone : settings.addressGone}</p>
${site.portal.editProfile && html`<p><a href="${site.portal.editProfile}">${settings.editProfile}</a></p>`}`;
  }
  return html`<p class="warning">${sms ? settings.numberChanged : settings.addressChanged}</p>
${postForm(view, {
  action: `${site.settings}/add/${method}`,
  submit: sms ? settings.proveNumber : settings.proveAddress,
  fields: html`<input type="hidden" name="replaces" value="${id}"><input type="hidden" name="contactId" value="${contact.contactId}">`,
  look: 'quiet',
})}`;
}
