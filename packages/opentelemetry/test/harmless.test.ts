import { withTelemetry } from '@factorkit/opentelemetry';
import {
  type ContextManager,
  type Counter,
  context,
  type Meter,
  type MeterProvider as MeterSource,
  ROOT_CONTEXT,
  type TracerProvider as TracerSource,
} from '@opentelemetry/api';
import {
  AggregationTemporality,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import {
  type Sampler,
  SimpleSpanProcessor,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { expect, onTestFinished, test } from 'vitest';
import { collect } from './collected.ts';
import { challengeToken, enrol, openPortal, otherThan } from './portal.ts';

function down(): never {
  throw new Error('the collector is down');
}

const settled = async (): Promise<void> => {};

function processor(broken: Partial<SpanProcessor>): TracerProvider {
  const whole = { onStart() {}, onEnd() {}, forceFlush: settled, shutdown: settled };
  return new TracerProvider({ spanProcessors: [{ ...whole, ...broken }] });
}

function exporter(broken: () => never): TracerProvider {
  return new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: { export: broken, shutdown: settled } })],
  });
}

/** A meter of the real SDK, one of whose parts throws. */
function meterWith(broken: (meter: Meter) => Partial<Meter>): MeterSource {
  const provider = new MeterProvider();
  return {
    getMeter(name) {
      const meter = provider.getMeter(name);
      return Object.assign(Object.create(meter), broken(meter));
    },
  };
}

const sampler: Sampler = { shouldSample: down, toString: () => 'down' };
const deafCounter: Counter = { add: down };

const tracers: readonly (readonly [string, TracerSource])[] = [
  ['an exporter that throws', exporter(down)],
  ['a span processor that throws at the start', processor({ onStart: down })],
  ['a span processor that throws at the end', processor({ onEnd: down })],
  ['a sampler that throws', new TracerProvider({ sampler })],
  ['a provider without a tracer', { getTracer: down }],
];

const meters: readonly (readonly [string, MeterSource])[] = [
  ['a provider without a meter', { getMeter: down }],
  ['a meter that makes no histogram', meterWith(() => ({ createHistogram: down }))],
  ['a counter that throws', meterWith(() => ({ createCounter: () => deafCounter }))],
];

/** The whole way in, with a wrong code and a used one; what was said at each step. */
async function wayIn(
  options: Parameters<typeof withTelemetry>[1] | 'no telemetry',
): Promise<readonly string[]> {
  const { engine, clock } = openPortal();
  const mfa = options === 'no telemetry' ? engine : withTelemetry(engine, options);
  const { factorId, phone, session } = await enrol(mfa, clock, 'anna');
  const token = await challengeToken(mfa, 'anna');
  const right = phone.code(clock.now());
  const said: string[] = [];
  for (const response of [otherThan(right), right, right]) {
    const verdict = await mfa.verify({ token, factorId, response });
    said.push(verdict.kind === 'refused' ? verdict.reason : verdict.kind);
  }
  const failure: unknown = await mfa.eraseAccount({ userId: '' }).catch((error: unknown) => error);
  said.push(String(failure), String((await mfa.describe({ caller: session })).enabled));
  return said;
}

const VERDICTS = await wayIn('no telemetry');

test.each(tracers)(
  'A10 %s changes no verdict, and what can be counted is counted',
  async (_, tracerProvider) => {
    const { meterProvider, counted } = collect();
    expect(await wayIn({ tracerProvider, meterProvider })).toEqual(VERDICTS);
    expect(await counted('factorkit.calls')).toContain('verify rejected 1');
  },
);

test.each(meters)('A10 %s changes no verdict, and the spans are there', async (_, meterProvider) => {
  const { tracerProvider, spans } = collect();
  expect(await wayIn({ tracerProvider, meterProvider })).toEqual(VERDICTS);
  expect((await spans()).filter(({ name }) => name === 'factorkit.verify')).toHaveLength(3);
});

test('A10 a metric exporter that throws, and a stopwatch that does, change no verdict', async () => {
  const { tracerProvider } = collect();
  let reached = 0;
  const broken: PushMetricExporter = {
    export() {
      reached++;
      return down();
    },
    forceFlush: settled,
    shutdown: settled,
    selectAggregationTemporality: () => AggregationTemporality.DELTA,
  };
  const reader = new PeriodicExportingMetricReader({ exporter: broken, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  expect(await wayIn({ tracerProvider, meterProvider, stopwatch: down })).toEqual(VERDICTS);
  await meterProvider.forceFlush();
  expect(reached).toBe(1);
});

test.each(['before', 'after'])(
  'A10 a context manager that throws %s the call: it is made once',
  async (when) => {
    const { tracerProvider, meterProvider, counted } = collect();
    const manager: ContextManager = {
      active: () => ROOT_CONTEXT,
      with(_context, call, thisArg, ...args) {
        if (when === 'after') call.call(thisArg, ...args);
        return down();
      },
      bind: (_context, target) => target,
      enable: () => manager,
      disable: () => manager,
    };
    context.disable();
    context.setGlobalContextManager(manager);
    onTestFinished(() => context.disable());

    expect(await wayIn({ tracerProvider, meterProvider })).toEqual(VERDICTS);
    // The SDK's own export goes through the manager too.
    context.disable();
    expect(await counted('factorkit.calls')).toContain('verify complete 1');
  },
);

test('the verdicts that the others are held against are those of a portal that works', () => {
  expect(VERDICTS).toEqual(['rejected', 'complete', 'used', expect.stringContaining('MfaError'), 'true']);
});
