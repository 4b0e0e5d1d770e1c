import type { Attributes, Meter } from '@opentelemetry/api';

/** The counters and the histogram. */
export interface Instruments {
  called(attributes: Attributes): void;
  failed(attributes: Attributes): void;
  lasted(seconds: number, attributes: Attributes): void;
}

/** The buckets that OpenTelemetry's conventions define for the duration of a request. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

export function createInstruments(meter: Meter): Instruments {
  const calls = meter.createCounter('factorkit.calls', {
    unit: '{call}',
    description: 'Calls of the engine, by outcome.',
  });
  const errors = meter.createCounter('factorkit.errors', {
    unit: '{error}',
    description: 'Calls of the engine that threw, by error code.',
  });
  const duration = meter.createHistogram('factorkit.call.duration', {
    unit: 's',
    description: 'The duration of calls of the engine.',
    advice: { explicitBucketBoundaries: SECONDS },
  });
  return {
    called: (attributes) => calls.add(1, attributes),
    failed: (attributes) => errors.add(1, attributes),
    lasted: (seconds, attributes) => duration.record(seconds, attributes),
  };
}
