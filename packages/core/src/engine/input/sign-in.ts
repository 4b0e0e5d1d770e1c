import type { Evidence } from '../../account/factors/evidence.ts';
import { listOf, openObject } from '../../schema/object.ts';
import type { Schema } from '../../schema/schema.ts';
import { label, storedText } from '../../schema/texts.ts';
import { oneOf, optional, where, whole } from '../../schema/values.ts';
import { firstFactorMethod, trait } from '../../schema/vocabulary.ts';
import type { ContactRef, DeviceNaming, FirstFactor } from '../actors.ts';

export const time: Schema<number> = whole({ min: 0, why: 'milliseconds since 1970' });

export const firstFactor: Schema<FirstFactor> = where(
  openObject<FirstFactor>({
    method: firstFactorMethod,
    at: optional(time),
    traits: optional(listOf(trait)),
    through: optional(openObject<ContactRef>({ channel: oneOf('email', 'sms'), contactId: storedText(256) })),
  }),
  // Otherwise a code to the mailbox that received the link would count as a second factor.
  ({ method, through }) => method !== 'magic-link' || through !== undefined,
  'the contact that the magic link was sent to',
  { at: 'through' },
);

/** The channel of evidence that came by mail or phone, in the form that a factor of that contact uses. */
export function channelOf(through: ContactRef | undefined): Pick<Evidence, 'channel'> {
  return through === undefined ? {} : { channel: `${through.channel}:${through.contactId}` };
}

/** The name of a browser, in the form that is stored. */
export const naming: Schema<DeviceNaming> = openObject<DeviceNaming>({
  name: label,
  place: optional(label),
});
