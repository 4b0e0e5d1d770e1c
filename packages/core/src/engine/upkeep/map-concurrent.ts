/** Number of accounts processed in parallel. One that hangs blocks one worker. */
const AT_ONCE = 8;

/** Processes items, a few in parallel. If one fails, its worker stops and the error is thrown. */
export async function mapConcurrent<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
