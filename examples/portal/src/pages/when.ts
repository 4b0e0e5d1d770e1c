import { type Html, html } from './html.ts';
import type { View } from './view.ts';

type TimeView = Pick<View, 'timeZone'>;

/** Day, time and time zone. */
export function moment(view: TimeView, ms: number): Html {
  return html`<time datetime="${new Date(ms).toISOString()}">${dayAndTime(view, ms)}</time>`;
}

/** The time of day, for something soon. */
export function timeOfDay({ timeZone }: TimeView, ms: number): string {
  const format: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  };
  return new Intl.DateTimeFormat('en-GB', format).format(ms);
}

/** When a pause ends: the time, and how long it is until then. */
export function endOfPause({ clock, timeZone }: Pick<View, 'clock' | 'timeZone'>, ms: number): string {
  const format: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  };
  const seconds = Math.max(1, Math.ceil((ms - clock()) / 1000));
  // The time of the day alone says nothing about another day.
  if (seconds > 6 * 3600)
    return `${dayAndTime({ timeZone }, ms)} (${Math.ceil(seconds / 3600)} hours from now)`;
  const wait = seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `${new Intl.DateTimeFormat('en-GB', format).format(ms)} (${wait} from now)`;
}

/** The same as plain text. */
export function dayAndTime({ timeZone }: TimeView, ms: number): string {
  const format: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  };
  return new Intl.DateTimeFormat('en-GB', format).format(ms);
}
