import type { StorageAdapter } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { withTelemetry } from '@factorkit/opentelemetry';
import { trace } from '@opentelemetry/api';
import type { ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { collect, line } from './collected.ts';
import { afterPassword, enrol, openPortal } from './portal.ts';

/** A store that makes a span of each call, as an instrumented database client does. */
function instrumented(tracerProvider: TracerProvider): StorageAdapter {
  const storage = createMemoryStorage();
  const tracer = tracerProvider.getTracer('database');
  const spanned = <T>(name: string, call: () => Promise<T>): Promise<T> =>
    tracer.startActiveSpan(name, (span) => call().finally(() => span.end()));
  return {
    ...storage,
    load: (userId) => spanned('load', () => storage.load(userId)),
    save: (userId, next, expected, events) =>
      spanned('save', () => storage.save(userId, next, expected, events)),
  };
}

function parentOf(child: ReadableSpan, spans: readonly ReadableSpan[]): string | undefined {
  return spans.find((span) => span.spanContext().spanId === child.parentSpanContext?.spanId)?.name;
}

/** What happened, and inside which span. */
function family(spans: readonly ReadableSpan[]): readonly string[] {
  return spans.map((span) => `${span.name} in ${parentOf(span, spans) ?? 'nothing'}`);
}

test('the spans of the store are children of the call, and the call is a child of the request', async () => {
  const { tracerProvider, meterProvider, spans } = collect();
  const { engine, clock } = openPortal({ storage: instrumented(tracerProvider) });
  const mfa = withTelemetry(engine, { tracerProvider, meterProvider });

  await tracerProvider.getTracer('http').startActiveSpan('POST /sign-in', async (request) => {
    const { session } = await enrol(mfa, clock, 'anna');
    expect(trace.getActiveSpan()).toBe(request);
    await mfa.describe({ caller: session });
    request.end();
  });

  expect(family(await spans())).toEqual([
    'load in factorkit.beginSignIn',
    'factorkit.beginSignIn in POST /sign-in',
    'load in factorkit.beginEnrolment',
    'save in factorkit.beginEnrolment',
    'factorkit.beginEnrolment in POST /sign-in',
    'load in factorkit.confirmEnrolment',
    'save in factorkit.confirmEnrolment',
    'factorkit.confirmEnrolment in POST /sign-in',
    'load in factorkit.confirmEnrolment',
    'save in factorkit.confirmEnrolment',
    'factorkit.confirmEnrolment in POST /sign-in',
    'load in factorkit.acknowledgeBackupCodes',
    'save in factorkit.acknowledgeBackupCodes',
    'factorkit.acknowledgeBackupCodes in POST /sign-in',
    'load in factorkit.describe',
    'factorkit.describe in POST /sign-in',
    'POST /sign-in in nothing',
  ]);
});

test('calls at the same time keep their own spans', async () => {
  const { tracerProvider, meterProvider, spans } = collect();
  const { engine } = openPortal({ storage: instrumented(tracerProvider) });
  const mfa = withTelemetry(engine, { tracerProvider, meterProvider });

  await Promise.all(['anna', 'ben', 'carla'].map((userId) => afterPassword(mfa, userId)));

  const all = await spans();
  const loads = all.filter(({ name }) => name === 'load');
  const parents = new Set(loads.map(({ parentSpanContext }) => parentSpanContext?.spanId));
  expect(loads).toHaveLength(3);
  expect(parents.size).toBe(3);
  expect(loads.map((load) => parentOf(load, all))).toEqual(Array(3).fill('factorkit.beginSignIn'));
});

/** An engine that exports its trail line by line, each read under a span of its own. */
function exporting(failAt = Number.POSITIVE_INFINITY) {
  const collected = collect();
  const { tracerProvider, meterProvider } = collected;
  const tracer = tracerProvider.getTracer('database');
  const failure = new Error('the trail is gone');
  const state = { closed: 0 };
  async function* exportEvents(): AsyncGenerator<string> {
    try {
      for (let page = 1; page <= 3; page++) {
        await Promise.resolve();
        if (page === failAt) throw failure;
        tracer.startSpan(`read ${page}`).end();
        yield `event ${page}`;
      }
    } finally {
      state.closed++;
    }
  }
  const { engine } = openPortal();
  const mfa = withTelemetry({ ...engine, exportEvents }, { tracerProvider, meterProvider });
  return { mfa, collected, state, failure };
}

test('an export that is pulled line by line works as before: one span, which ends with it, around all reads', async () => {
  const { mfa, collected, state } = exporting();

  const lines: string[] = [];
  for await (const event of mfa.exportEvents()) {
    expect(trace.getActiveSpan()).toBeUndefined();
    lines.push(event);
  }

  expect(lines).toEqual(['event 1', 'event 2', 'event 3']);
  expect(state.closed).toBe(1);
  const spans = await collected.spans();
  expect(family(spans)).toEqual([
    'read 1 in factorkit.exportEvents',
    'read 2 in factorkit.exportEvents',
    'read 3 in factorkit.exportEvents',
    'factorkit.exportEvents in nothing',
  ]);
  expect(await collected.counted('factorkit.calls')).toEqual(['exportEvents done 1']);
});

test('an export that is left early is closed, and told as done', async () => {
  const { mfa, collected, state } = exporting();

  for await (const _ of mfa.exportEvents()) break;

  expect(state.closed).toBe(1);
  expect((await collected.spans()).map(line)).toEqual(['read 1', 'factorkit.exportEvents done']);
});

test('an export that breaks throws the very same error, told once', async () => {
  const { mfa, collected, state, failure } = exporting(2);

  const pulled = mfa.exportEvents();
  expect(await pulled.next()).toEqual({ done: false, value: 'event 1' });
  await expect(pulled.next()).rejects.toBe(failure);

  expect(state.closed).toBe(1);
  expect((await collected.spans()).map(line)).toEqual(['read 1', 'factorkit.exportEvents error _OTHER']);
  expect(await collected.counted('factorkit.errors')).toEqual(['exportEvents _OTHER 1']);
});
