import type { OfferedMethod } from '../settings/offered-method.ts';
import { postForm, textField } from './forms.ts';
import { type Html, html } from './html.ts';
import type { Page, View } from './view.ts';

/** What to know about a method before setting it up, and a name for it if there can be several. */
export function addMethodPage(
  view: View,
  offer: OfferedMethod,
  asked: {
    /** The path of this set-up, within the portal. */
    readonly base: string;
    readonly label?: string;
    readonly badName?: string;
    readonly trouble?: string;
  },
): Page {
  const { addMethod, settings } = view.site.texts;
  const { method } = offer;
  return {
    title: `${settings.add}: ${offer.name}`,
    body: html`${asked.trouble && html`<p class="warning" role="alert">${asked.trouble}</p>`}
<p>${offer.rank && html`<strong>${offer.rank.says}.</strong> `}${offer.summary}</p>
${list(addMethod.know, offer.notes)}
${keepAdvice(view, offer)}
${method === 'email' && html`<p>${addMethod.emailGoes}</p>`}${method === 'sms' && html`<p>${addMethod.smsGoes}</p>`}
${postForm(view, {
  action: `${asked.base}/add/${method}`,
  submit: addMethod.begin,
  fields:
    mayBeSeveral(offer) &&
    textField({
      name: 'label',
      label: addMethod.name,
      hint: addMethod.nameHint,
      value: asked.label ?? '',
      autocomplete: 'off',
      ...(asked.badName !== undefined && { error: [asked.badName] }),
    }),
})}
<p><a href="${view.site.path}${asked.base}">${addMethod.back}</a></p>`,
  };
}

/** Apps and keys have names. An address or a number is its own name. */
export function mayBeSeveral({ method }: OfferedMethod): boolean {
  return method === 'totp' || method === 'webauthn';
}

/** S0.15: how not to lose it, shown in time. */
export function keepAdvice({ site }: View, { keep }: OfferedMethod): Html {
  return html`<section class="advice">${list(site.texts.addMethod.keep, keep)}</section>`;
}

function list(heading: string, lines: readonly string[]): Html {
  if (lines.length === 0) return html``;
  return html`<h2>${heading}</h2>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
