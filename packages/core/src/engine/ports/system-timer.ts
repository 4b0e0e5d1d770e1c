import type { Timer } from '../../ports/timer.ts';

export const systemTimer: Timer = (milliseconds, done) => {
  const timer = setTimeout(done, milliseconds);
  return () => clearTimeout(timer);
};
