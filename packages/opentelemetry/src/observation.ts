import {
  context,
  type Meter,
  type MeterProvider,
  metrics,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { ignoreFailure } from './ignore-failure.ts';
import { createInstruments, type Instruments } from './instruments.ts';
import {
  answeredAs,
  askedAs,
  countedAs,
  DONE,
  failedAs,
  type Outcome,
  outcomeOf,
  THREW,
} from './vocabulary.ts';

/** One call in progress. Nothing here throws except the call itself. */
export interface Observation {
  /** Runs a part of the call inside its span, so that spans started in it become children. */
  within<T>(part: () => T): T;
  /** Ends the observation of a call that returned. */
  answered(result: unknown): void;
  /** Ends the observation of a call that threw. */
  threw(error: unknown): void;
}

export type Observe = (operation: string, input: unknown) => Observation;

export interface Observer {
  readonly tracerProvider: TracerProvider | undefined;
  readonly meterProvider: MeterProvider | undefined;
  /** Milliseconds from any origin. It never goes back. */
  readonly stopwatch: () => number;
}

const SCOPE = '@factorkit/opentelemetry';

/**
 * Reads the providers at each call, which costs a lookup in a map. The global ones may be registered after the engine
 * was created, and a meter that was read before would record nothing.
 */
export function createObserve({ tracerProvider, meterProvider, stopwatch }: Observer): Observe {
  const instrumentsOf = instrumentsByMeter();
  return (operation, input) => {
    const startedAt = ignoreFailure(stopwatch);
    const span = ignoreFailure(() =>
      (tracerProvider ?? trace).getTracer(SCOPE).startSpan(`factorkit.${operation}`, {
        attributes: askedAs(operation, input),
      }),
    );
    const inside = span && ignoreFailure(() => trace.setSpan(context.active(), span));
    const instruments = ignoreFailure(() => instrumentsOf((meterProvider ?? metrics).getMeter(SCOPE)));

    const count = (outcome: Outcome): void => {
      const attributes = countedAs(operation, outcome);
      ignoreFailure(() => instruments?.called(attributes));
      const endedAt = ignoreFailure(stopwatch);
      if (startedAt === undefined || endedAt === undefined) return;
      ignoreFailure(() => instruments?.lasted((endedAt - startedAt) / 1000, attributes));
    };

    return {
      within(part) {
        if (!inside) return part();
        const once = attempted(part);
        ignoreFailure(() => context.with(inside, once));
        const attempt = once();
        if (attempt.kind === 'threw') throw attempt.error;
        return attempt.value;
      },
      answered(result) {
        const outcome = ignoreFailure(() => outcomeOf(result)) ?? { kind: DONE };
        ignoreFailure(() => span?.setAttributes(answeredAs(outcome)));
        ignoreFailure(() => span?.end());
        count(outcome);
      },
      // Not recordException: it would export message and stack of a cause that may contain personal data.
      threw(error) {
        const failure = ignoreFailure(() => failedAs(error)) ?? {};
        const outcome = { kind: THREW };
        ignoreFailure(() => span?.setAttributes({ ...answeredAs(outcome), ...failure }));
        ignoreFailure(() => span?.setStatus({ code: SpanStatusCode.ERROR }));
        ignoreFailure(() => span?.end());
        ignoreFailure(() => instruments?.failed({ 'factorkit.operation': operation, ...failure }));
        count(outcome);
      },
    };
  };
}

type Attempt<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown };

/**
 * Runs the call only once, and separates an error of the call from an error that a context manager throws around it:
 * that error must not count as a refusal, nor lead to a second verification of a code.
 */
function attempted<T>(part: () => T): () => Attempt<T> {
  let attempt: Attempt<T> | undefined;
  return () => {
    attempt ??= attemptAt(part);
    return attempt;
  };
}

function attemptAt<T>(part: () => T): Attempt<T> {
  try {
    return { kind: 'returned', value: part() };
  } catch (error) {
    return { kind: 'threw', error };
  }
}

function instrumentsByMeter(): (meter: Meter) => Instruments {
  const known = new WeakMap<Meter, Instruments>();
  return (meter) => {
    const instruments = known.get(meter) ?? createInstruments(meter);
    known.set(meter, instruments);
    return instruments;
  };
}
