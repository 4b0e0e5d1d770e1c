import { type Duration, parseDuration } from '../schema/duration.ts';
import type { decisionTexts } from './english-decision.ts';
import type { lintTexts } from './english-lint.ts';
import type { policyTexts } from './english-policy.ts';

/** The name of a text. Names are stable; the English behind them is not. */
export type MessageId = keyof typeof decisionTexts | keyof typeof policyTexts | keyof typeof lintTexts;

/** A text by its name, and what goes into it. */
export interface Message {
  readonly id: MessageId;
  readonly parameters?: { readonly [name: string]: Parameter };
}

export type Parameter =
  | string
  | number
  | { readonly duration: Duration }
  /** A moment: milliseconds since 1970. */
  | { readonly at: number }
  | { readonly list: readonly Parameter[]; readonly join: 'and' | 'or' }
  | Message;

/** A text with `{name}` where a parameter goes; by plural category (CLDR) where its parameter `count` decides. */
export type Text = string | { readonly [category in Intl.LDMLPluralRule]?: string };

/**
 * Every text in one language. Plain data, so that it can be translated where other texts are.
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
  /** A BCP 47 tag: it decides plurals, lists and dates. */
  readonly locale: string;
  readonly texts: { readonly [id in MessageId]: Text };
}

/** The message as a person reads it. A text that the catalogue does not have, because it came as JSON, is its name. */
export function say({ id, parameters = {} }: Message, catalogue: Catalogue): string {
  const text = Object.hasOwn(catalogue.texts, id) ? catalogue.texts[id] : id;
  return inForm(text, parameters.count, catalogue.locale).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return parameter === undefined ? whole : format(parameter, catalogue);
  });
}

function inForm(text: Text, count: Parameter | undefined, locale: string): string {
  if (typeof text === 'string') return text;
  const category = new Intl.PluralRules(locale).select(typeof count === 'number' ? count : 0);
  return text[category] ?? text.other ?? '';
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

/** In the largest unit that leaves no rest, so that `90s` is not "1 minute" and `24h` is a day. */
function durationMessage(duration: Duration): Message {
  const ms = parseDuration(duration) ?? 0;
  const [unit, id] = UNITS.find(([size]) => ms % size === 0) ?? ([1_000, 'duration.seconds'] as const);
  return { id, parameters: { count: ms / unit } };
}

// In UTC, as a policy writes its moments: a support agent and a user may be in two time zones.
function momentMessage(at: number, locale: string): Message {
  const date = new Date(at);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
  return { id: 'moment', parameters: { day, time: date.toISOString().slice(11, 16) } };
}
