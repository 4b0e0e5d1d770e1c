import type { DeviceNaming } from '@factorkit/core';
import {
  choose,
  label,
  MAX_LABEL,
  Mismatch,
  object,
  oneOf,
  optional,
  type Schema,
} from '@factorkit/core/schema';
import type { HostDeviceName } from '../host/host.ts';

/** The request to trust this browser, optionally with a name for it. */
export type DeviceWish = true | { readonly name?: string };

const EXPECTED = 'true, or an object with a name';

/** A form sends text. */
const yes: Schema<true> = {
  ...oneOf(true),
  read(given, path, origin) {
    if (given !== true && !(origin === 'form' && given === 'true')) throw new Mismatch(path, EXPECTED);
    return true;
  },
};

export const deviceWish: Schema<DeviceWish> = choose(
  { yes, name: object({ name: optional(label) }) },
  (_, value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? 'name' : 'yes'),
);

/** The name that the user chose, or the portal's. Only the portal knows the place. */
export function namingOf(wish: DeviceWish, named: HostDeviceName): DeviceNaming {
  const name = (wish === true ? undefined : wish.name) ?? cut(named.name) ?? 'This browser';
  const place = cut(named.place);
  return { name, ...(place === undefined ? {} : { place }) };
}

// The portal may make the name from headers of any length. A long one must not fail the sign-in.
function cut(text: string | undefined): string | undefined {
  const short = [...(text ?? '').trim()].slice(0, MAX_LABEL).join('').trim();
  return short === '' ? undefined : short;
}
