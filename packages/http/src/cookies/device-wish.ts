import type { DeviceNaming } from '@factorkit/core';
import type { HostDeviceName } from '../host/host.ts';
import { label } from '../schema/fields.ts';
import { either, object, optional, type Reader, yes } from '../schema/shape.ts';

/** That this browser be trusted, and under which name. */
export type DeviceWish = true | { readonly name?: string };

export const deviceWish: Reader<DeviceWish> = either<DeviceWish>(
  { plain: yes, object: object({ name: optional(label) }) },
  'true, or an object with a name',
);

const MAX_NAME = 64;

/** The user's name for it, else the portal's. Where it is, only the portal can say. */
export function namingOf(wish: DeviceWish, named: HostDeviceName): DeviceNaming {
  const name = (wish === true ? undefined : wish.name) ?? cut(named.name) ?? 'This browser';
  const place = cut(named.place);
  return { name, ...(place === undefined ? {} : { place }) };
}

// It is made of headers, which can be of any length: that is no reason to keep somebody out.
function cut(text: string | undefined): string | undefined {
  const short = [...(text ?? '').trim()].slice(0, MAX_NAME).join('').trim();
  return short === '' ? undefined : short;
}
