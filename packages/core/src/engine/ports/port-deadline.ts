import { MfaError, type MfaErrorCode } from '../../errors.ts';
import type { Timer } from '../../ports/timer.ts';

/**
 * Calls a function of a port. If it throws or misses its deadline, it rejects with an `MfaError` with the code of the
 * port.
 */
export type CallPort = <T>(name: string, call: () => T | Promise<T>, options?: CallOptions<T>) => Promise<T>;

interface CallOptions<T> {
  /** @defaultValue the deadline of the port */
  readonly deadlineMs?: number | undefined;
  /** Receives a result that arrives after the deadline. */
  readonly late?: (answer: T) => void;
}

export interface PortDeadline {
  readonly deadlineMs: number;
  readonly timer: Timer;
}

/** A port with this many overdue calls gets no others, so that calls to a failed service do not accumulate. */
const MAX_OVERDUE = 64;

export function createCallPort(code: MfaErrorCode, port: PortDeadline): CallPort {
  let backlog = newBacklog();
  return <T>(name: string, call: () => T | Promise<T>, options: CallOptions<T> = {}): Promise<T> => {
    const { deadlineMs = port.deadlineMs, late } = options;
    const own = backlog;
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
      const ended = (): void => {
        cancel();
        if (isOverdue) own.overdue -= 1;
      };
      Promise.resolve()
        .then(call)
        .then(
          (answer) => {
            ended();
            // The service works again. Calls that it never answers are forgotten, or the port would stay closed.
            if (isTrial && !isOverdue) backlog = newBacklog();
            if (isOverdue) late?.(answer);
            resolve(answer);
          },
          (cause: unknown) => {
            ended();
            if (isTrial) own.takesTrial = true;
            const isOurs = cause instanceof MfaError && cause.code === code;
            reject(isOurs ? cause : new MfaError(code, `${name} threw`, { cause }));
          },
        );
    });
  };
}

/** The overdue calls of a port, and whether one trial call may check if the service works again. */
interface Backlog {
  overdue: number;
  takesTrial: boolean;
}

function newBacklog(): Backlog {
  return { overdue: 0, takesTrial: false };
}

function allowTrial(backlog: Backlog): void {
  backlog.takesTrial = true;
}
