import { type Html, html } from './html.ts';
import type { View } from './view.ts';

type TimeView = Pick<View, 'locale' | 'timeZone'>;

/** Day, time and time zone. */
export function moment(view: TimeView, ms: number): Html {
  return html`<time datetime="${new Date(ms).toISOString()}">${dayAndTime(view, ms)}</time>`;
}

/** The time of day, for something soon. */
export function timeOfDay({ locale, timeZone }: TimeView, ms: number): string {
  const format: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  };
  return new Intl.DateTimeFormat(locale, format).format(ms);
}

type PauseView = Pick<View, 'clock' | 'locale' | 'timeZone'>;

/** When a pause ends: the time, and how long it is until then. */
export function endOfPause({ clock, locale, timeZone }: PauseView, ms: number): string {
  const format: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  };
  const seconds = Math.max(1, Math.ceil((ms - clock()) / 1000));
  // The time of the day alone says nothing about another day.
  const wait = new Intl.RelativeTimeFormat(locale);
  if (seconds > 6 * 3600) {
    return `${dayAndTime({ locale, timeZone }, ms)} (${wait.format(Math.ceil(seconds / 3600), 'hour')})`;
  }
  const fromNow =
    seconds <= 90 ? wait.format(seconds, 'second') : wait.format(Math.ceil(seconds / 60), 'minute');
  return `${new Intl.DateTimeFormat(locale, format).format(ms)} (${fromNow})`;
}

/** The same as plain text. */
export function dayAndTime({ locale, timeZone }: TimeView, ms: number): string {
  const format: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  };
  return new Intl.DateTimeFormat(locale, format).format(ms);
}
