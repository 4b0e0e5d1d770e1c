/**
 * Spans and metrics for every call of the engine, with the public API of OpenTelemetry. They contain no personal data:
 * only the function, its outcome and its duration.
 *
 * @module
 */
export { type TelemetryOptions, withTelemetry } from './with-telemetry.ts';
