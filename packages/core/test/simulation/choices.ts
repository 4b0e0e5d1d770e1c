/**
 * Where a run takes its chance from: a list of numbers, so that a run is a function of it and can be replayed and
 * shrunk. Zero is the calm choice everywhere, also after the end of the list.
 */
export interface Choices {
  /** A whole number from 0, less than `most`. */
  below(most: number): number;
  /** One of these. The first is the calm one. */
  one<Each>(among: readonly Each[]): Each;
  isOver(): boolean;
}

export function createChoices(numbers: readonly number[]): Choices {
  let next = 0;
  const below = (most: number): number => (numbers[next++] ?? 0) % most;
  return {
    below,
    one(among) {
      const chosen = among[below(among.length)];
      if (chosen === undefined) throw new RangeError('nothing to choose from');
      return chosen;
    },
    isOver: () => next >= numbers.length,
  };
}
