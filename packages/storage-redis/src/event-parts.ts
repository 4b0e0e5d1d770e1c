import type { AuditEvent } from '@factorkit/core';
import { textOf } from './text.ts';
import { assertTime } from './time.ts';

/**
 * An event in three texts: whose it is, what happened, and what was told of the person. Erasing a user replaces the first
 * and empties the last without reading the middle, which Lua's JSON would not give back as it was.
 */
export type EventParts = [user: string, body: string, person: string];

/** Throws where an event cannot be written, before anything is. */
export function partsOf(event: AuditEvent): EventParts {
  assertTime('at', event.at);
  const { userId, source, note, ...body } = event;
  const person = source === undefined && note === undefined ? '' : JSON.stringify({ source, note });
  return [userId, JSON.stringify(body), person];
}

export function eventOf(user: unknown, body: unknown, person: unknown): AuditEvent {
  const told = textOf(person);
  // Taken apart above, from an AuditEvent, and by nobody else.
  return { ...JSON.parse(textOf(body)), userId: textOf(user), ...(told === '' ? {} : JSON.parse(told)) };
}
