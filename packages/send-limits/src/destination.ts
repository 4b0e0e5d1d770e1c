import { assertNever, type SendAttempt } from '@factorkit/core';
import { phoneNumberOf } from './phone-number.ts';

/** Where a code would go, in the one spelling under which it is counted. */
export type Destination =
  | { readonly channel: 'email'; readonly address: string }
  | {
      readonly channel: 'sms';
      readonly address: string;
      /** `DE`; or `+881`, where the number belongs to no country or to one that its prefix does not tell. */
      readonly country: string;
      /** The digits after the country's. */
      readonly national: string;
      /** Whether it is of a range for mobile phones, as far as the country tells them apart. */
      readonly mobile: boolean;
    };

/** `undefined`: a number to which nothing can be sent. */
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
