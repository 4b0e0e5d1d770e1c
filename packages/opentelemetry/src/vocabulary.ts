import { type Method, MfaError } from '@factorkit/core';
import type { Attributes } from '@opentelemetry/api';

/** What came of a call, in words alone. */
export interface Outcome {
  readonly kind: string;
  readonly reason?: string;
}

/** The call threw. */
export const THREW = 'error';
/** An answer without a `kind`, or none: the settings page, an erased account, a trail that was read. */
export const DONE = 'done';

/** A method that a plug-in brings is named by the plug-in, so it is not told. A method that core gains does not compile. */
const KNOWN_METHODS: Readonly<Record<Exclude<Method, `x-${string}`>, true>> = {
  totp: true,
  email: true,
  sms: true,
  webauthn: true,
};

/** Attributes that go to metrics too are few, for each combination is kept by itself. */
export function countedAs(operation: string, { kind }: Outcome): Attributes {
  return { 'factorkit.operation': operation, 'factorkit.outcome': kind };
}

/** What a span says when it begins, so that a sampler can go by it. */
export function askedAs(operation: string, input: unknown): Attributes {
  const method = field(input, 'method');
  return {
    'factorkit.operation': operation,
    ...(typeof method === 'string' && Object.hasOwn(KNOWN_METHODS, method)
      ? { 'factorkit.method': method }
      : {}),
  };
}

export function answeredAs({ kind, reason }: Outcome): Attributes {
  return { 'factorkit.outcome': kind, ...(reason === undefined ? {} : { 'factorkit.reason': reason }) };
}

/** `error.type` of OpenTelemetry's conventions; `_OTHER` is their word for what is not on a list. */
export function failedAs(error: unknown): Attributes {
  const code = error instanceof MfaError ? wordIn(error.code) : undefined;
  return { 'error.type': code ?? '_OTHER' };
}

export function outcomeOf(result: unknown): Outcome {
  const reason = wordIn(field(result, 'reason')) ?? unsentCode(result);
  return {
    kind: wordIn(field(result, 'kind')) ?? DONE,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A set-up that began although its code was not sent. */
function unsentCode(result: unknown): string | undefined {
  const kind = wordIn(field(field(field(result, 'enrolment'), 'code'), 'kind'));
  return kind === 'sent' ? undefined : kind;
}

/**
 * Letters and hyphens, and not many: a reason may come from a portal's send guard, and no digit means no code, no phone
 * number, no address and few ids.
 */
function wordIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 40 && /^[a-z]+(-[a-z]+)*$/.test(value)
    ? value
    : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
