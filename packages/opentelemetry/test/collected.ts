import { type Attributes, context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  DataPointType,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { onTestFinished } from 'vitest';

/** A real SDK whose exporters keep what they are given. */
export interface Collected {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  /** The spans that ended, in that order. */
  spans(): Promise<readonly ReadableSpan[]>;
  metrics(): Promise<ResourceMetrics>;
  /** The points of a counter: its attributes' values and the sum, as `verify rejected 1`. */
  counted(metric: string): Promise<readonly string[]>;
  /** The points of the histogram, as they were measured. */
  durations(): Promise<readonly { readonly attributes: Attributes; readonly value: Histogram }[]>;
}

/** Spans find their parents by it, as in a host that has started its SDK. One for all tests of a file. */
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

export function collect(): Collected {
  const spanExporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: spanExporter })],
  });
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meterProvider = new MeterProvider({
    readers: [
      new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 }),
    ],
  });
  onTestFinished(async () => {
    await tracerProvider.shutdown();
    await meterProvider.shutdown();
  });
  const metrics = async (): Promise<ResourceMetrics> => {
    await meterProvider.forceFlush();
    const collected = metricExporter.getMetrics().at(-1);
    if (collected === undefined) throw new Error('nothing was measured');
    return collected;
  };
  const points = async () => (await metrics()).scopeMetrics.flatMap((scope) => scope.metrics);
  return {
    tracerProvider,
    meterProvider,
    metrics,
    async spans() {
      await tracerProvider.forceFlush();
      return spanExporter.getFinishedSpans();
    },
    async counted(metric) {
      return (await points()).flatMap((found) =>
        found.descriptor.name === metric && found.dataPointType === DataPointType.SUM
          ? found.dataPoints.map(({ attributes, value }) => [...Object.values(attributes), value].join(' '))
          : [],
      );
    },
    async durations() {
      return (await points()).flatMap((found) =>
        found.dataPointType === DataPointType.HISTOGRAM ? found.dataPoints : [],
      );
    },
  };
}

/** A span as a line: its name, what came of the call, and further words. */
export function line({ name, attributes }: ReadableSpan): string {
  const { 'factorkit.operation': _, ...rest } = attributes;
  return [name, ...Object.values(rest)].join(' ');
}
