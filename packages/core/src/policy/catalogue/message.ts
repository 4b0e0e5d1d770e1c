import { filled, formOf, type Text } from '../../text.ts';
import { type Duration, parseDuration } from '../schema/duration.ts';
import type { decisionTexts } from './english-decision.ts';
import type { lintTexts } from './english-lint.ts';
import type { policyTexts } from './english-policy.ts';

/** The id of a text. Ids are stable; the English texts are not. @inline */
export type MessageId = keyof typeof decisionTexts | keyof typeof policyTexts | keyof typeof lintTexts;

/** A text id and its parameters. */
export interface Message {
  readonly id: MessageId;
  readonly parameters?: { readonly [name: string]: Parameter };
}

/** @inline */
export type Parameter =
  | string
  | number
  | { readonly duration: Duration }
  /** A moment: milliseconds since 1970. */
  | { readonly at: number }
  | { readonly list: readonly Parameter[]; readonly join: 'and' | 'or' }
  | Message;

/**
 * All texts in one language. Plain data, so that it can be translated like your other texts.
 *
 * @example
 * ```ts
 * import { type Catalogue, englishCatalogue, explain, presetS1 } from '@factorkit/core/policy';
 *
 * const ours: Catalogue = {
 *   ...englishCatalogue,
 *   texts: { ...englishCatalogue.texts, 'method.totp': 'the green app' },
 * };
 * explain(presetS1, ours);
 * ```
 */
export interface Catalogue {
  /** A BCP 47 tag. It selects plurals, lists and dates. */
  readonly locale: string;
  readonly texts: { readonly [id in MessageId]: Text };
}

/** Formats a message. If a catalogue from JSON lacks a text, returns its id. */
export function say({ id, parameters = {} }: Message, catalogue: Catalogue): string {
  const text = Object.hasOwn(catalogue.texts, id) ? catalogue.texts[id] : id;
  const { count } = parameters;
  const form = formOf(text, typeof count === 'number' ? count : 0, catalogue.locale);
  return filled(form, (name) => {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return parameter === undefined ? undefined : format(parameter, catalogue);
  });
}

function format(parameter: Parameter, catalogue: Catalogue): string {
  if (typeof parameter === 'string') return parameter;
  if (typeof parameter === 'number') return new Intl.NumberFormat(catalogue.locale).format(parameter);
  if ('id' in parameter) return say(parameter, catalogue);
  if ('duration' in parameter) return say(durationMessage(parameter.duration), catalogue);
  if ('at' in parameter) return say(momentMessage(parameter.at, catalogue.locale), catalogue);
  const { list, join } = parameter;
  const type = join === 'and' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat(catalogue.locale, { type }).format(list.map((part) => format(part, catalogue)));
}

const UNITS = [
  [86_400_000, 'duration.days'],
  [3_600_000, 'duration.hours'],
  [60_000, 'duration.minutes'],
] as const;

/** In the largest unit without remainder: `90s` stays in seconds, and `24h` becomes a day. */
function durationMessage(duration: Duration): Message {
  const ms = parseDuration(duration) ?? 0;
  const [unit, id] = UNITS.find(([size]) => ms % size === 0) ?? ([1_000, 'duration.seconds'] as const);
  return { id, parameters: { count: ms / unit } };
}

// In UTC, as a policy writes its moments: a support agent and a user may be in different time zones.
function momentMessage(at: number, locale: string): Message {
  const date = new Date(at);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
  return { id: 'moment', parameters: { day, time: date.toISOString().slice(11, 16) } };
}
