import type { DeviceNaming } from '@factorkit/core';
import type { HostDeviceName } from '../host/host.ts';
import { label } from '../schema/fields.ts';
import { either, object, optional, type Reader, yes } from '../schema/shape.ts';

/** The request to trust this browser, optionally with a name for it. */
export type DeviceWish = true | { readonly name?: string };

export const deviceWish: Reader<DeviceWish> = either<DeviceWish>(
  { plain: yes, object: object({ name: optional(label) }) },
  'true, or an object with a name',
);

const MAX_NAME = 64;

/** The name that the user chose, or the portal's. Only the portal knows the place. */
export function namingOf(wish: DeviceWish, named: HostDeviceName): DeviceNaming {
  const name = (wish === true ? undefined : wish.name) ?? cut(named.name) ?? 'This browser';
  const place = cut(named.place);
  return { name, ...(place === undefined ? {} : { place }) };
}

// The portal may make the name from headers of any length. A long one must not fail the sign-in.
function cut(text: string | undefined): string | undefined {
  const short = [...(text ?? '').trim()].slice(0, MAX_NAME).join('').trim();
  return short === '' ? undefined : short;
}
