import { type DeliveryResult, postOnce, resultOfStatus } from '@factorkit/core';
import { isSid } from './account.ts';

/** Twilio's answers have one or two kilobytes. */
const LONGEST_ANSWER = 65_536;

/** Error codes that are more precise than the status. */
const REASONS: Readonly<Record<number, string>> = {
  // Not a number, not a number for SMS, a landline.
  21211: 'destination-invalid',
  21614: 'destination-invalid',
  60205: 'destination-invalid',
  // The user has answered STOP.
  21610: 'destination-opted-out',
  // The country is disabled in the account, or the prefix is under attack.
  21408: 'destination-not-permitted',
  60410: 'destination-not-permitted',
  60605: 'destination-not-permitted',
  // Verify: five codes to one number within ten minutes, none of them reported as used.
  60203: 'destination-throttled',
};

/** The states of a message or a verification that Twilio will not send. */
const GIVEN_UP = ['failed', 'undelivered', 'canceled', 'deleted', 'expired', 'max_attempts_reached'];

interface Answer {
  readonly sid?: unknown;
  readonly status?: unknown;
  readonly code?: unknown;
}

/** Posts a form once, and returns the result of the message. */
export async function postForm(
  request: Pick<Parameters<typeof postOnce>[0], 'url' | 'signal'> & {
    readonly authorization: string;
    readonly form: Readonly<Record<string, string>>;
  },
): Promise<DeliveryResult> {
  const exchange = await postOnce({
    url: request.url,
    headers: {
      authorization: request.authorization,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(request.form).toString(),
    signal: request.signal,
  });
  if (exchange.kind === 'failed') return exchange;
  const answer = await answerIn(exchange.response);
  const result = resultOfStatus(exchange.response.status);
  if (result.kind === 'failed') {
    const reason = typeof answer.code === 'number' ? REASONS[answer.code] : undefined;
    return result.sent === 'no' && reason !== undefined ? { ...result, reason } : result;
  }
  if (typeof answer.status === 'string' && GIVEN_UP.includes(answer.status)) {
    return { kind: 'failed', sent: 'unknown', reason: 'not-delivered' };
  }
  if (isSid(answer.sid)) return { kind: 'accepted', reference: answer.sid };
  // Twilio answers 201. Another 2xx without a SID comes from a server in between: whether Twilio got the request is
  // unknown.
  return exchange.response.status === 201
    ? result
    : { kind: 'failed', sent: 'unknown', reason: 'answer-unreadable' };
}

/** Empty if there is no JSON object. */
async function answerIn(response: Response): Promise<Answer> {
  try {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > LONGEST_ANSWER) return {};
    }
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch {
    return {};
  }
}
