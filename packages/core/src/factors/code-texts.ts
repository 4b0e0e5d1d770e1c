import type { DeliveryPurpose } from '../ports/delivery.ts';

/** What a message says. Every text gets what it needs; none can leave the code out without being seen to. */
export interface CodeTexts {
  subject(input: CodeText): string;
  body(input: CodeText): string;
}

export interface CodeText {
  readonly siteName: string;
  readonly code: string;
  readonly purpose: DeliveryPurpose;
  readonly minutes: number;
}

const TO_DO: { readonly [purpose in DeliveryPurpose]: string } = {
  'sign-in': 'to sign in to',
  'step-up': 'to confirm a change at',
  enrolment: 'to set up two-factor authentication at',
};

/** The default texts of an email. */
export const emailTexts: CodeTexts = {
  // Without the code: a subject is shown on locked screens, and logged by mail servers.
  subject: ({ siteName, purpose }) => `Your code ${TO_DO[purpose]} ${siteName}`,
  body: ({ siteName, code, purpose, minutes }) =>
    [
      `${code} is your code ${TO_DO[purpose]} ${siteName}.`,
      `It works once, and for ${minutes} minutes.`,
      `Never share it with anybody. Nobody from ${siteName} will ask you for it.`,
      'If you did not ask for this code, somebody else may know your password: please change it.',
    ].join('\n\n'),
};

/** The default texts of a text message: short, for each part of one costs. */
export const smsTexts: CodeTexts = {
  subject: () => '',
  body: ({ siteName, code, purpose, minutes }) =>
    `${code} is your code ${TO_DO[purpose]} ${siteName}, for ${minutes} minutes. Never share it.`,
};
