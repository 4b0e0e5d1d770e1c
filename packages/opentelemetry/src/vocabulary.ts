import { type Method, MfaError } from '@factorkit/core';
import type { Attributes } from '@opentelemetry/api';

/** The outcome of a call as words. */
export interface Outcome {
  readonly kind: string;
  readonly reason?: string;
}

/** The call threw. */
export const THREW = 'error';
/** The result has no `kind`: the settings page, an erased account, a page of events. */
export const DONE = 'done';

/**
 * A plug-in chooses the name of its method, so it is not recorded. A new method of core must be added here to compile.
 */
const KNOWN_METHODS: Readonly<Record<Exclude<Method, `x-${string}`>, true>> = {
  totp: true,
  email: true,
  sms: true,
  webauthn: true,
};

/** The attributes of metrics are few, because each combination is stored separately. */
export function countedAs(operation: string, { kind }: Outcome): Attributes {
  return { 'factorkit.operation': operation, 'factorkit.outcome': kind };
}

/** The attributes at the start of a span, for a sampler. */
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

/** `error.type` of OpenTelemetry's conventions. `_OTHER` is their value for an unlisted error. */
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

/** An enrolment that started although its code was not sent. */
function unsentCode(result: unknown): string | undefined {
  const kind = wordIn(field(field(field(result, 'enrolment'), 'code'), 'kind'));
  return kind === 'sent' ? undefined : kind;
}

/**
 * A short text of letters and hyphens. A reason may come from a portal's send guard: without digits it cannot contain a
 * code or a phone number, an address, and hardly an id.
 */
function wordIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 40 && /^[a-z]+(-[a-z]+)*$/.test(value)
    ? value
    : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
