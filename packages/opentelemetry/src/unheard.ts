import { diag } from '@opentelemetry/api';

/**
 * Tells, and goes on where telling fails: an SDK, a span processor or an exporter that throws must change no verdict. What
 * has to be written for a decision to stand is the engine's audit trail, not this. The host hears of it where OpenTelemetry
 * says such things.
 */
export function unheard<T>(tell: () => T): T | undefined {
  try {
    return tell();
  } catch (error) {
    try {
      diag.error('@factorkit/opentelemetry: the telemetry of a call is lost', error);
    } catch {
      // The host's own logger throws. There is nobody left to tell.
    }
    return undefined;
  }
}
