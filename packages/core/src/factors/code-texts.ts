import type { DeliveryPurpose } from '../ports/delivery.ts';

/** The texts of a message. Every text receives the code and all its facts. */
export interface CodeTexts {
  subject(input: CodeText): string;
  body(input: CodeText): string;
}

/** @inline */
export type CodeText = {
  readonly siteName: string;
  readonly code: string;
  readonly purpose: DeliveryPurpose;
  readonly minutes: number;
};

const TO_DO: { readonly [purpose in DeliveryPurpose]: string } = {
  'sign-in': 'to sign in to',
  'step-up': 'to confirm a change at',
  enrolment: 'to set up two-factor authentication at',
};

/** The default email texts, in English. */
export const emailTexts: CodeTexts = {
  // Without the code: subjects appear on locked screens and in the logs of mail servers.
  subject: ({ siteName, purpose }) => `Your code ${TO_DO[purpose]} ${siteName}`,
  body: ({ siteName, code, purpose, minutes }) =>
    [
      `${code} is your code ${TO_DO[purpose]} ${siteName}.`,
      `It works once, and for ${minutes} minutes.`,
      `Never share it with anybody. Nobody from ${siteName} will ask you for it.`,
      'If you did not ask for this code, somebody else may know your password: please change it.',
    ].join('\n\n'),
};

/** The default SMS texts, in English. They are short because every part of an SMS costs money. */
export const smsTexts: CodeTexts = {
  subject: () => '',
  body: ({ siteName, code, purpose, minutes }) =>
    `${code} is your code ${TO_DO[purpose]} ${siteName}, for ${minutes} minutes. Never share it.`,
};
