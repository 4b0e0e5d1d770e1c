import { MfaError, type MfaErrorCode } from '../../errors.ts';
import type { Timer } from '../../ports/timer.ts';

/**
 * Calls a function of a port. An error that it throws, and a deadline that it misses, become an `MfaError` with the code of
 * the port.
 */
export type CallPort = <T>(name: string, call: () => T | Promise<T>, options?: CallOptions<T>) => Promise<T>;

interface CallOptions<T> {
  /** Defaults to the deadline of the port. */
  readonly deadlineMs?: number | undefined;
  /** Gets what the call answers after its deadline. */
  readonly late?: (answer: T) => void;
}

export interface PortDeadline {
  readonly deadlineMs: number;
  readonly timer: Timer;
}

/** While so many calls of a port are overdue, it gets no others: what waits for a dead service must not pile up. */
const MAX_OVERDUE = 64;

export function createCallPort(code: MfaErrorCode, port: PortDeadline): CallPort {
  let pile = emptyPile();
  return <T>(name: string, call: () => T | Promise<T>, options: CallOptions<T> = {}): Promise<T> => {
    const { deadlineMs = port.deadlineMs, late } = options;
    const own = pile;
    const isTrial = own.overdue >= MAX_OVERDUE;
    if (isTrial && !own.takesTrial) {
      const why = `${name} was not called: ${own.overdue} earlier calls have not answered`;
      return Promise.reject(new MfaError(code, why));
    }
    own.takesTrial = false;
    return new Promise<T>((resolve, reject) => {
      let isOverdue = false;
      const cancel = port.timer(deadlineMs, () => {
        isOverdue = true;
        own.overdue += 1;
        if (own.overdue >= MAX_OVERDUE) port.timer(deadlineMs, () => allowTrial(own));
        reject(new MfaError(code, `${name} did not answer within ${deadlineMs / 1000} seconds`));
      });
      const settle = (): void => {
        cancel();
        if (isOverdue) own.overdue -= 1;
      };
      Promise.resolve()
        .then(call)
        .then(
          (answer) => {
            settle();
            // The service is back. What it never answers is forgotten, or the port would stay closed.
            if (isTrial && !isOverdue) pile = emptyPile();
            if (isOverdue) late?.(answer);
            resolve(answer);
          },
          (cause: unknown) => {
            settle();
            if (isTrial) own.takesTrial = true;
            const isOurs = cause instanceof MfaError && cause.code === code;
            reject(isOurs ? cause : new MfaError(code, `${name} threw`, { cause }));
          },
        );
    });
  };
}

/** The overdue calls of a port, and whether one call may try if the service is back. */
interface Pile {
  overdue: number;
  takesTrial: boolean;
}

function emptyPile(): Pile {
  return { overdue: 0, takesTrial: false };
}

function allowTrial(pile: Pile): void {
  pile.takesTrial = true;
}
