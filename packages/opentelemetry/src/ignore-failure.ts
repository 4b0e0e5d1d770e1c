import { diag } from '@opentelemetry/api';

/**
 * Records telemetry and ignores failures: an SDK, a span processor or an exporter that throws must not change an
 * outcome. Required records are in the engine's audit trail, not here. The failure is passed to OpenTelemetry's
 * diagnostic logger.
 */
export function ignoreFailure<T>(tell: () => T): T | undefined {
  try {
    return tell();
  } catch (error) {
    try {
      diag.error('@factorkit/opentelemetry: the telemetry of a call is lost', error);
    } catch {
      // The host's own logger throws.
    }
    return undefined;
  }
}
