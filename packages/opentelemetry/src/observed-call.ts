import type { Observation } from './observation.ts';

/** Runs a call, or a part of it that ends it, and ends its observation with what came of it. */
export function observedCall(observation: Observation, call: () => unknown): unknown {
  let result: unknown;
  try {
    result = observation.within(call);
  } catch (error) {
    observation.threw(error);
    throw error;
  }
  return followed(observation, result);
}

function followed(observation: Observation, result: unknown): unknown {
  if (result instanceof Promise) {
    return result.then(
      (value) => followed(observation, value),
      (error: unknown) => {
        observation.threw(error);
        throw error;
      },
    );
  }
  if (isAsyncGenerator(result)) return pulled(observation, result);
  observation.answered(result);
  return result;
}

/**
 * A generator works while it is pulled: each pull runs inside the span, which ends with the generator. One that nobody
 * pulls has done nothing, and nothing is told of it.
 */
async function* pulled(
  observation: Observation,
  source: AsyncGenerator<unknown, unknown, unknown>,
): AsyncGenerator<unknown, unknown, unknown> {
  let waiting = false;
  try {
    for (let sent: unknown; ; waiting = false) {
      const step = await next(observation, source, sent);
      if (step.done === true) {
        observation.answered(step.value);
        return step.value;
      }
      waiting = true;
      sent = yield step.value;
    }
  } finally {
    // Whoever pulled had enough.
    if (waiting) await observedCall(observation, () => source.return(undefined));
  }
}

async function next(
  observation: Observation,
  source: AsyncGenerator<unknown, unknown, unknown>,
  sent: unknown,
): Promise<{ readonly done?: boolean; readonly value: unknown }> {
  try {
    return await observation.within(() => source.next(sent));
  } catch (error) {
    observation.threw(error);
    throw error;
  }
}

/** An iterable that is no generator could be walked more than once: it is handed on as it is. */
function isAsyncGenerator(value: unknown): value is AsyncGenerator<unknown, unknown, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.asyncIterator in value &&
    'next' in value &&
    'return' in value
  );
}
