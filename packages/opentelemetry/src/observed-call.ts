import type { Observation } from './observation.ts';

/** Runs a call, or the part that ends it, and ends its observation with the outcome. */
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
 * A generator works only while it is pulled. Each pull runs inside the span, which ends with the generator. If nobody
 * pulls it, nothing happened and nothing is recorded.
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
    // The consumer stopped early.
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

/** An iterable that is not a generator could be iterated more than once, so it is returned unchanged. */
function isAsyncGenerator(value: unknown): value is AsyncGenerator<unknown, unknown, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.asyncIterator in value &&
    'next' in value &&
    'return' in value
  );
}
