import { withTelemetry } from '@factorkit/opentelemetry';
import { metrics, trace } from '@opentelemetry/api';
import { expect, onTestFinished, test } from 'vitest';
import { collect, line } from './collected.ts';
import { afterPassword, challengeToken, enrol, openPortal } from './portal.ts';

test('without an SDK nothing is told and everything works; one that is registered later is told from then on', async () => {
  const { engine, clock } = openPortal();
  const mfa = withTelemetry(engine);

  const { factorId, phone } = await enrol(mfa, clock, 'anna');
  const token = await challengeToken(mfa, 'anna');
  expect(await mfa.verify({ token, factorId, response: phone.code(clock.now()) })).toMatchObject({
    kind: 'complete',
    assurance: { userId: 'anna' },
  });

  const { tracerProvider, meterProvider, spans, counted } = collect();
  onTestFinished(() => {
    trace.disable();
    metrics.disable();
  });
  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);
  await afterPassword(mfa, 'anna');

  expect((await spans()).map(line)).toEqual(['factorkit.beginSignIn challenge']);
  expect(await counted('factorkit.calls')).toEqual(['beginSignIn challenge 1']);
});
