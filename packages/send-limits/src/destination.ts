import { assertNever, type SendAttempt } from '@factorkit/core';
import { phoneNumberOf } from './phone-number.ts';

/** The destination of a code, in its canonical form for counting. */
export type Destination =
  | { readonly channel: 'email'; readonly address: string }
  | {
      readonly channel: 'sms';
      readonly address: string;
      /** For example `DE`, or `+881` if the number belongs to no country or its prefix does not show which. */
      readonly country: string;
      /** The digits after the country code. */
      readonly national: string;
      /** Whether its range is for mobile phones, if the country separates them. */
      readonly mobile: boolean;
    };

/** `undefined` if nothing can be sent to this number. */
export function destinationOf({ channel, to }: SendAttempt): Destination | undefined {
  switch (channel) {
    case 'email':
      return { channel, address: to.trim().toLowerCase() };
    case 'sms': {
      const phone = phoneNumberOf(to);
      if (phone === undefined) return undefined;
      const { number: address, country, countryCallingCode, nationalNumber: national } = phone;
      return {
        channel,
        address,
        country: country ?? `+${countryCallingCode}`,
        national,
        mobile: phone.isValid(),
      };
    }
    default:
      return assertNever(channel);
  }
}
