/** How many accounts are worked on side by side: one that hangs holds up one worker. */
const AT_ONCE = 8;

/** Works through accounts, a few at once. If the work throws, no further item is begun there, and the error is thrown. */
export async function mapConcurrent<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
