import type { AuditEvent } from '@factorkit/core';
import { textOf } from './text.ts';

/**
 * An event in three texts: its user, its body, and its personal data. Erasing a user replaces the first and empties the
 * last without parsing the body, which Lua's JSON would not return unchanged.
 */
export type EventParts = [user: string, body: string, person: string];

export function partsOf(event: AuditEvent): EventParts {
  const { userId, source, note, ...body } = event;
  const person = source === undefined && note === undefined ? '' : JSON.stringify({ source, note });
  return [userId, JSON.stringify(body), person];
}

export function eventOf(user: unknown, body: unknown, person: unknown): AuditEvent {
  const told = textOf(person);
  // Only `partsOf` writes these parts, from an AuditEvent.
  return { ...JSON.parse(textOf(body)), userId: textOf(user), ...(told === '' ? {} : JSON.parse(told)) };
}
