/**
 * Spans and metrics for every call of the engine, by the public API of OpenTelemetry. Nothing personal is told: which
 * function was called, what came of it, and how long it took.
 *
 * @module
 */
export { type TelemetryOptions, withTelemetry } from './with-telemetry.ts';
