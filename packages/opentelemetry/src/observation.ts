import {
  context,
  type Meter,
  type MeterProvider,
  metrics,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { createInstruments, type Instruments } from './instruments.ts';
import { unheard } from './unheard.ts';
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

/** One call under way. Nothing here throws but what the call itself throws. */
export interface Observation {
  /** Runs a part of the call inside its span, so that spans begun meanwhile become children. */
  within<T>(part: () => T): T;
  /** The end, with what the call answered. */
  answered(result: unknown): void;
  /** The other end. */
  threw(error: unknown): void;
}

export type Observe = (operation: string, input: unknown) => Observation;

export interface Observer {
  readonly tracerProvider: TracerProvider | undefined;
  readonly meterProvider: MeterProvider | undefined;
  /** Milliseconds since whenever, never going back. */
  readonly stopwatch: () => number;
}

const SCOPE = '@factorkit/opentelemetry';

/**
 * The providers are asked at each call, which costs them a look into a map: the global ones may be registered after the
 * engine was built, and a meter from before that would stay deaf.
 */
export function createObserve({ tracerProvider, meterProvider, stopwatch }: Observer): Observe {
  const instrumentsOf = instrumentsByMeter();
  return (operation, input) => {
    const startedAt = unheard(stopwatch);
    const span = unheard(() =>
      (tracerProvider ?? trace).getTracer(SCOPE).startSpan(`factorkit.${operation}`, {
        attributes: askedAs(operation, input),
      }),
    );
    const inside = span && unheard(() => trace.setSpan(context.active(), span));
    const instruments = unheard(() => instrumentsOf((meterProvider ?? metrics).getMeter(SCOPE)));

    const count = (outcome: Outcome): void => {
      const attributes = countedAs(operation, outcome);
      unheard(() => instruments?.called(attributes));
      const endedAt = unheard(stopwatch);
      if (startedAt === undefined || endedAt === undefined) return;
      unheard(() => instruments?.lasted((endedAt - startedAt) / 1000, attributes));
    };

    return {
      within(part) {
        if (!inside) return part();
        const once = attempted(part);
        unheard(() => context.with(inside, once));
        const attempt = once();
        if (attempt.kind === 'threw') throw attempt.error;
        return attempt.value;
      },
      answered(result) {
        const outcome = unheard(() => outcomeOf(result)) ?? { kind: DONE };
        unheard(() => span?.setAttributes(answeredAs(outcome)));
        unheard(() => span?.end());
        count(outcome);
      },
      // Not recordException: it would export message and stack, of a cause that may be anybody's.
      threw(error) {
        const failure = unheard(() => failedAs(error)) ?? {};
        const outcome = { kind: THREW };
        unheard(() => span?.setAttributes({ ...answeredAs(outcome), ...failure }));
        unheard(() => span?.setStatus({ code: SpanStatusCode.ERROR }));
        unheard(() => span?.end());
        unheard(() => instruments?.failed({ 'factorkit.operation': operation, ...failure }));
        count(outcome);
      },
    };
  };
}

type Attempt<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown };

/**
 * The call happens once, and what it throws is told apart from what a context manager throws around it: that must not
 * pass for a refusal, nor a code be judged twice.
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
