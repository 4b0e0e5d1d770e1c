export { type Duration, durationMs, parseDuration } from '../../duration.ts';
