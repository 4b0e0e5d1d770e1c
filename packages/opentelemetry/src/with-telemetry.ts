import type { Mfa } from '@factorkit/core';
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { createObserve, type Observe } from './observation.ts';
import { observedCall } from './observed-call.ts';

/** What {@link withTelemetry} may be told. */
export interface TelemetryOptions {
  /** Defaults to the global one. */
  readonly tracerProvider?: TracerProvider;
  /** Defaults to the global one. */
  readonly meterProvider?: MeterProvider;
  /** Milliseconds since whenever, never going back. Defaults to `performance.now`. Times the histogram. */
  readonly stopwatch?: () => number;
}

const OBSERVED: unique symbol = Symbol.for('@factorkit/opentelemetry/observed-engines');

// One set for the process, which may load this package as ESM and as CommonJS.
const shared: typeof globalThis & { [OBSERVED]?: WeakSet<object> } = globalThis;
shared[OBSERVED] ??= new WeakSet();
const observedEngines: WeakSet<object> = shared[OBSERVED];

/**
 * The same engine, whose every call is a span and is counted: `factorkit.verify`, `factorkit.recovery.request`.
 *
 * A call runs inside its span, so that spans of the portal's storage become children. The span says `factorkit.operation`,
 * `factorkit.outcome` (the answer's `kind`), `factorkit.reason` where the answer has one in plain words, `factorkit.method`
 * where the call names one of core's methods, and `error.type` (the `MfaError` code) where it threw. The metrics are
 * `factorkit.calls`, `factorkit.errors` and `factorkit.call.duration` in seconds. No user id, factor id, token, code, label,
 * contact or address is told, and no error's message.
 *
 * An engine that is observed already is returned as it is, whatever the options.
 *
 * It answers and throws what the engine does, the very same, also when the telemetry itself fails. Where no SDK is
 * registered, nothing is told to anybody.
 *
 * @param mfa what `createMfa` gave: a plain object of functions and of plain objects of functions.
 *
 * @example
 * ```ts
 * import type { Mfa } from '@factorkit/core';
 * import { withTelemetry } from '@factorkit/opentelemetry';
 *
 * declare const mfa: Mfa;
 *
 * const observed: Mfa = withTelemetry(mfa);
 * ```
 */
export function withTelemetry<Engine extends Mfa>(mfa: Engine, options: TelemetryOptions = {}): Engine {
  // Twice would count every call twice.
  if (observedEngines.has(mfa)) return mfa;
  const { tracerProvider, meterProvider, stopwatch = () => performance.now() } = options;
  const observed = observedGroup(mfa, '', createObserve({ tracerProvider, meterProvider, stopwatch }));
  observedEngines.add(observed);
  return observed;
}

function observedGroup<Group extends object>(group: Group, path: string, observe: Observe): Group {
  const observed = { ...group };
  for (const name of Object.keys(group)) {
    const member: unknown = Reflect.get(group, name);
    if (typeof member === 'function') {
      const call = (...input: unknown[]): unknown =>
        observedCall(observe(path + name, input[0]), () => Reflect.apply(member, group, input));
      Reflect.set(observed, name, call);
    } else if (isGroup(member)) {
      Reflect.set(observed, name, observedGroup(member, `${path}${name}.`, observe));
    }
  }
  return Object.freeze(observed);
}

/** Functions stand in plain objects; anything else, such as a date or a map, is a value and stays what it is. */
function isGroup(member: unknown): member is object {
  return typeof member === 'object' && member !== null && Object.getPrototypeOf(member) === Object.prototype;
}
