import type { Evidence } from '../../account/factors/evidence.ts';
import type { FirstFactorMethod, Trait } from '../../account/factors/method.ts';
import type { ContactRef, DeviceNaming, FirstFactor } from '../actors.ts';
import { badInput, listOf, membersOf, oneOf, present, readText, readTime, storedText } from './reader.ts';

const FIRST_FACTORS: readonly FirstFactorMethod[] = ['password', 'federated', 'passkey', 'magic-link'];

const TRAITS: readonly Trait[] = ['phishing-resistant', 'user-verified', 'device-bound', 'remembered'];

export function readFirstFactor(value: unknown, name: string): FirstFactor {
  const { required, optional } = membersOf(value, name);
  const first = present<FirstFactor>({
    method: required('method', oneOf(FIRST_FACTORS)),
    at: optional('at', readTime),
    traits: optional('traits', listOf(oneOf(TRAITS))),
    through: optional('through', readThrough),
  });
  // Otherwise a code to the mailbox that received the link would count as a second factor.
  if (first.method === 'magic-link' && first.through === undefined) {
    throw badInput(`${name}.through`, 'is missing: name the contact that the magic link was sent to');
  }
  return first;
}

function readThrough(value: unknown, name: string): ContactRef {
  const { required } = membersOf(value, name);
  return {
    channel: required('channel', oneOf(['email', 'sms'] as const)),
    contactId: required('contactId', storedText(256)),
  };
}

/** The channel of evidence that came by mail or phone, in the form that a factor of that contact uses. */
export function channelOf(through: ContactRef | undefined): Pick<Evidence, 'channel'> {
  return through === undefined ? {} : { channel: `${through.channel}:${through.contactId}` };
}

/** The name of a browser, in the form that is stored. */
export function readNaming(value: unknown, name: string): DeviceNaming {
  const { required, optional } = membersOf(value, name);
  return present<DeviceNaming>({ name: required('name', readLabel), place: optional('place', readLabel) });
}

const MAX_LABEL = 64;

/** A label, in the form that is stored: trimmed, one line, at most 64 characters. */
export function readLabel(value: unknown, name: string): string {
  const clean = readText(value, name)
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
  if (clean === '') throw badInput(name, 'is empty');
  if ([...clean].length > MAX_LABEL) throw badInput(name, `is longer than ${MAX_LABEL} characters`);
  return clean;
}
