import type { FactorView } from '@factorkit/core';
import { type Html, html, type Page, postForm, textField } from '@factorkit/pages';
import type { OwnView } from '../own-pages.ts';
import type { UnprovenContact } from '../people/contact-changes.ts';
import type { Person } from '../people/directory.ts';

/** The user's record in the portal, and the contacts to verify before codes go there. */
export function profilePage(
  view: OwnView,
  person: Person,
  {
    factors,
    toProve,
  }: { readonly factors: readonly FactorView[]; readonly toProve: readonly UnprovenContact[] },
): Page {
  const { brand } = view;
  const { profile } = brand.own;
  return {
    title: profile.title,
    body: html`<dl class="facts">
<div><dt>${profile.name}</dt><dd>${person.fullName}</dd></div>
<div><dt>${profile.email}</dt><dd>${person.email}</dd></div>
<div><dt>${profile.phone}</dt><dd>${person.phone ?? profile.none}</dd></div>
</dl>
<p><a class="button quiet" href="/${brand.id}/profile/edit">${profile.change}</a></p>
${toProve.length > 0 && html`<p class="advice"><a href="/${brand.id}/profile/confirm">${profile.proveLink}</a></p>`}
${factors.map((factor) => toVerify(view, factor))}`,
  };
}

/** The form for the code that was sent to a new contact. */
export function proveContactPage(
  view: OwnView,
  { channel, address }: UnprovenContact,
  failed: boolean,
): Page {
  const { profile } = view.brand.own;
  const { setUp } = view.site.texts;
  return {
    title: profile.proveTitle,
    body: html`<p>${channel === 'sms' ? profile.provePhone(address) : profile.proveEmail(address)} ${profile.proveLead}</p>
${postForm(view, {
  action: '/profile/confirm',
  submit: profile.proveButton,
  fields: html`<input type="hidden" name="channel" value="${channel}">${textField({
    name: 'code',
    label: view.site.texts.sentCode.label,
    hint: view.site.texts.sentCode.hint,
    autocomplete: 'one-time-code',
    numeric: true,
    focus: true,
    ...(failed && { error: [profile.wrongCode] }),
  })}`,
})}
<p><a href="/${view.brand.id}/profile">${setUp.cancel}</a></p>`,
  };
}

function toVerify(view: OwnView, { id, method, hint = '', contact }: FactorView): Html | undefined {
  if (contact?.kind !== 'changed') return undefined;
  const { profile } = view.brand.own;
  const sms = method === 'sms';
  return html`<section class="advice">
<p>${sms ? profile.verifyPhone(hint) : profile.verifyEmail(hint)}</p>
${postForm(view, {
  action: `${view.brand.settingsPath}/add/${method}`,
  submit: sms ? profile.verifyPhoneButton : profile.verifyEmailButton,
  fields: html`<input type="hidden" name="replaces" value="${id}"><input type="hidden" name="contactId" value="${contact.contactId}">`,
})}
</section>`;
}

export interface TypedProfile {
  readonly email: string;
  readonly phone: string;
  readonly wrong?: 'email' | 'phone';
}

export function editProfilePage(view: OwnView, typed: TypedProfile): Page {
  const { profile } = view.brand.own;
  const { setUp } = view.site.texts;
  return {
    title: profile.changeTitle,
    body: html`${postForm(view, {
      action: '/profile/edit',
      submit: profile.save,
      fields: [
        textField({
          name: 'email',
          label: profile.email,
          type: 'email',
          autocomplete: 'email',
          value: typed.email,
          ...(typed.wrong === 'email' && { error: [profile.badEmail] }),
        }),
        textField({
          name: 'phone',
          label: profile.phone,
          hint: profile.phoneHint,
          type: 'tel',
          autocomplete: 'tel',
          optional: true,
          value: typed.phone,
          ...(typed.wrong === 'phone' && { error: [profile.badPhone] }),
        }),
      ],
    })}
<p><a href="/${view.brand.id}/profile">${setUp.cancel}</a></p>`,
  };
}
