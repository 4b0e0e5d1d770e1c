import type { Mfa } from '@factorkit/core';
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { createObserve, type Observe } from './observation.ts';
import { observedCall } from './observed-call.ts';

/** The options of {@link withTelemetry}. */
export interface TelemetryOptions {
  /** @defaultValue the global provider */
  readonly tracerProvider?: TracerProvider;
  /** @defaultValue the global provider */
  readonly meterProvider?: MeterProvider;
  /**
   * For the histogram: milliseconds from any origin, which never go back.
   *
   * @defaultValue `performance.now`
   */
  readonly stopwatch?: () => number;
}

const OBSERVED: unique symbol = Symbol.for('@factorkit/opentelemetry/observed-engines');

// One set for the process, which may load this package both as ESM and as CommonJS.
const shared: typeof globalThis & { [OBSERVED]?: WeakSet<object> } = globalThis;
shared[OBSERVED] ??= new WeakSet();
const observedEngines: WeakSet<object> = shared[OBSERVED];

/**
 * Returns the same engine with a span and counters for every call: `factorkit.verify`, `factorkit.recovery.request`.
 *
 * A call runs inside its span, so spans of the portal's storage become children. The attributes of a span are
 * `factorkit.operation`, `factorkit.outcome` (the `kind` of the result), `factorkit.reason` if the result has one in
 * plain words, `factorkit.method` if the call names one of core's methods, and `error.type` (the `MfaError` code) if it
 * threw. The metrics are `factorkit.calls`, `factorkit.errors` and `factorkit.call.duration` in seconds. Nothing
 * contains a user id, factor id, token, code, label, contact or address, nor the message of an error.
 *
 * An engine that already has telemetry is returned unchanged, whatever the options.
 *
 * Results and errors are those of the engine, even if the telemetry fails. Without a registered SDK nothing is
 * recorded.
 *
 * @param mfa The result of `createMfa`: a plain object of functions and of plain objects of functions.
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
  // A second wrapper would count every call twice.
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

/** Functions are in plain objects. Anything else, such as a date or a map, is a value and stays unchanged. */
function isGroup(member: unknown): member is object {
  return typeof member === 'object' && member !== null && Object.getPrototypeOf(member) === Object.prototype;
}
