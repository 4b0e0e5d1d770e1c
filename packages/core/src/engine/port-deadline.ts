import { MfaError, type MfaErrorCode } from '../errors.ts';
import type { Timer } from '../ports/timer.ts';

/**
 * Calls a function of a port. An error that it throws, and a deadline that it misses, become an `MfaError` with the code of
 * the port. `late` gets what a call answers after its deadline.
 */
export type CallPort = <T>(
  name: string,
  call: () => T | Promise<T>,
  late?: (answer: T) => void,
) => Promise<T>;

export interface PortDeadline {
  readonly deadlineMs: number;
  readonly timer: Timer;
}

/** While so many calls of a port are overdue, it gets no others: what waits for a dead service must not pile up. */
const MAX_OVERDUE = 64;

export function createCallPort(code: MfaErrorCode, { deadlineMs, timer }: PortDeadline): CallPort {
  let overdue = 0;
  return <T>(name: string, call: () => T | Promise<T>, late?: (answer: T) => void): Promise<T> => {
    if (overdue >= MAX_OVERDUE) {
      return Promise.reject(
        new MfaError(code, `${name} was not called: ${overdue} earlier calls are overdue`),
      );
    }
    return new Promise<T>((resolve, reject) => {
      let isOverdue = false;
      const cancel = timer(deadlineMs, () => {
        isOverdue = true;
        overdue += 1;
        reject(new MfaError(code, `${name} did not answer within ${deadlineMs / 1000} seconds`));
      });
      const settled = (): void => {
        cancel();
        if (isOverdue) overdue -= 1;
      };
      Promise.resolve()
        .then(call)
        .then(
          (answer) => {
            settled();
            if (isOverdue) late?.(answer);
            resolve(answer);
          },
          (cause: unknown) => {
            settled();
            const isOurs = cause instanceof MfaError && cause.code === code;
            reject(isOurs ? cause : new MfaError(code, `${name} threw`, { cause }));
          },
        );
    });
  };
}
