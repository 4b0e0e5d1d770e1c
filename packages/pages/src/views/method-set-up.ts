import { assertNever, type CodeSent, type Enrolment } from '@factorkit/core';
import type { OfferedMethod } from '../settings/offered-method.ts';
import { keepAdvice } from './add-method.ts';
import { answerError, type NotAccepted } from './answer-error.ts';
import { appLinks } from './app-links.ts';
import { codeField, postForm, sentCodeField } from './forms.ts';
import { type Html, html } from './html.ts';
import { keyForm } from './key-form.ts';
import { type NotSent, resendNote, sentNote } from './sent-note.ts';
import { qrCode, secretKey } from './setup-secret.ts';
import type { Page, View } from './view.ts';

export interface SetUpAsked {
  /** The path of this set-up, within the portal. */
  readonly base: string;
  readonly enrolment: Enrolment;
  readonly offer: OfferedMethod;
  readonly sent?: CodeSent;
  readonly answer?: NotAccepted;
  readonly notSent?: NotSent;
  /** The error for a key that cannot be registered. */
  readonly trouble?: string;
}

/** The set-up of one method until it is proved. It takes effect only then. */
export function methodSetUpPage(view: View, asked: SetUpAsked): Page {
  const { settings, setUp } = view.site.texts;
  return {
    title: `${settings.add}: ${asked.offer.name}`,
    body: html`${steps(view, asked)}
<p><a href="${view.site.path}${asked.base}">${setUp.cancel}</a></p>`,
  };
}

function steps(view: View, asked: SetUpAsked): Html {
  const { setup } = asked.enrolment;
  switch (setup.kind) {
    case 'totp':
      return scanAndCheck(view, asked);
    case 'code':
      return checkSentCode(view, asked);
    case 'webauthn':
      return html`${asked.trouble && html`<p class="warning" role="alert">${asked.trouble}</p>`}
${asked.answer && html`<p class="error" role="alert">${errorOf(view, asked)?.join(' ')}</p>`}
${keyForm(view, { action: `${asked.base}/set-up`, submit: view.site.texts.key.create, ask: 'create', options: setup.options })}
${keepAdvice(view, asked.offer)}`;
    default:
      return assertNever(setup);
  }
}

function scanAndCheck(view: View, asked: SetUpAsked): Html {
  const { addMethod, setUp } = view.site.texts;
  const { setup } = asked.enrolment;
  if (setup.kind !== 'totp') return html``;
  return html`<section class="step">
<h2>${addMethod.appsHeading}</h2>
<p>${setUp.what}</p>
<p>${setUp.appsLead}</p>
${appLinks(view)}
</section>
<section class="step">
<h2>${addMethod.scanHeading}</h2>
<p>${addMethod.scan}</p>
${qrCode(view, setup)}
<details>
<summary class="step-key">${addMethod.noScan}</summary>
<p>${setUp.keyLead}</p>
${secretKey(view, setup)}
</details>
<p class="warning">${setUp.secrecy}</p>
${keepAdvice(view, asked.offer)}
</section>
<section class="step">
<h2>${addMethod.codeHeading}</h2>
<p>${addMethod.appCode}</p>
${postForm(view, {
  action: `${asked.base}/set-up`,
  submit: addMethod.check,
  // Not focused at first: the browser would scroll past the QR code.
  fields: codeField(view, { focus: asked.answer !== undefined, error: errorOf(view, asked) }),
})}
</section>`;
}

function checkSentCode(view: View, asked: SetUpAsked): Html {
  const { addMethod, sentCode } = view.site.texts;
  const { base, sent, notSent } = asked;
  const resend = postForm(view, {
    action: `${base}/set-up/send`,
    submit: sent ? sentCode.again : sentCode.send,
    look: sent ? 'quiet' : 'main',
  });
  return html`${sentNote(view, sent, notSent)}
${postForm(view, {
  action: `${base}/set-up`,
  submit: addMethod.check,
  fields: sentCodeField(view, { focus: true, error: errorOf(view, asked) }),
})}
<div class="again">${sent && !notSent && resendNote(view, sent)}${resend}</div>
${keepAdvice(view, asked.offer)}`;
}

function errorOf(view: View, { enrolment, answer }: SetUpAsked): readonly string[] | undefined {
  const { kind } = enrolment.setup;
  return answer && answerError(view, { sends: kind === 'code', asks: kind === 'webauthn' }, answer);
}
