import { endOfPause, html, type Page, postForm, textField } from '@factorkit/pages';
import type { OwnView } from '../own-pages.ts';

export type PasswordTrouble =
  | { readonly kind: 'wrong' | 'short' }
  | { readonly kind: 'paused'; readonly until: number };

export function passwordPage(view: OwnView, trouble?: PasswordTrouble): Page {
  const { brand, site } = view;
  const { password, signIn } = brand.own;
  const { setUp } = site.texts;
  const wrong =
    trouble?.kind === 'paused'
      ? signIn.paused(endOfPause(view, trouble.until))
      : trouble?.kind === 'wrong'
        ? password.wrong
        : undefined;
  return {
    title: password.title,
    body: html`<p>${password.lead}${brand.policy.trustedDevices && ` ${password.trust}`}</p>
${postForm(view, {
  action: '/password',
  submit: password.button,
  fields: [
    textField({
      name: 'password',
      label: password.current,
      type: 'password',
      autocomplete: 'current-password',
      ...(wrong !== undefined && { error: [wrong] }),
    }),
    textField({
      name: 'newPassword',
      label: password.next,
      hint: password.nextHint,
      type: 'password',
      autocomplete: 'new-password',
      ...(trouble?.kind === 'short' && { error: [password.short] }),
    }),
  ],
})}
<p><a href="/${brand.id}${brand.settingsPath}">${setUp.cancel}</a></p>`,
  };
}
