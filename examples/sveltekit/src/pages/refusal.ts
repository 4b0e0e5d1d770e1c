/** The common members of the problem documents, and the numbers that two of them contain. */
export interface Refusal {
  readonly code: string;
  readonly title?: string;
  readonly attemptsLeft?: number;
  /** Milliseconds since 1970. */
  readonly retryAt?: number;
  /** Milliseconds since 1970. */
  readonly nextCodeAt?: number;
  readonly suspendsNext?: boolean;
  /** How far the clock of the app is ahead. Negative if it is behind. */
  readonly clockOffSeconds?: number;
}

/** A refusal as text for the user. `code` decides; the title of the problem is the fallback. */
export function inWords(refusal: Refusal): string {
  const { code, title, attemptsLeft, retryAt, nextCodeAt, suspendsNext } = refusal;
  switch (code) {
    case 'rejected':
      return suspendsNext
        ? `${wrong(refusal)} After one more wrong code, this app is switched off.`
        : `${wrong(refusal)} ${triesLeft(attemptsLeft)}`;
    case 'code-used':
      return `That code was used already. Wait for the next code${nextCodeAt === undefined ? '' : ` (in ${secondsTo(nextCodeAt)} seconds)`}.`;
    case 'locked':
      return `Too many wrong codes. ${retryAt === undefined ? 'Try again later.' : `Try again after ${timeOf(retryAt)}.`}`;
    case 'malformed-response':
      return 'Enter the 6 digits that your app shows.';
    case 'used':
      return 'This was answered already. Please begin again if you are not signed in.';
    case 'suspended':
      return 'There were far too many wrong codes, so this app is switched off. Write to support to set it up again.';
    case 'expired':
    case 'superseded':
    case 'no-challenge':
      return 'That took too long, or something changed meanwhile. Please begin again.';
    case 'no-session':
      return 'You are signed out. Sign in again.';
    case 'unexpected-answer':
      return 'The portal did not answer as it should. Load this page again to see what has changed.';
    default:
      return title ?? 'That did not work. Please try again.';
  }
}

function wrong({ clockOffSeconds }: Refusal): string {
  if (clockOffSeconds === undefined) return 'That code is not right.';
  const minutes = Math.max(1, Math.round(Math.abs(clockOffSeconds) / 60));
  const away = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${clockOffSeconds > 0 ? 'fast' : 'slow'}`;
  return `The clock on your phone is about ${away}, so its codes do not work. In the settings of your phone, set the date and time automatically, then enter the code that your app shows.`;
}

function triesLeft(left: number | undefined): string {
  if (left === undefined) return 'Try again.';
  return left === 1 ? 'You have 1 try left.' : `You have ${left} tries left.`;
}

/** The local time in the browser's language. */
export function timeOf(atMs: number): string {
  return new Date(atMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

function secondsTo(at: number): number {
  return Math.max(1, Math.ceil((at - Date.now()) / 1000));
}
