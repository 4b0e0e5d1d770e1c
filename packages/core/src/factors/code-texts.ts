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
