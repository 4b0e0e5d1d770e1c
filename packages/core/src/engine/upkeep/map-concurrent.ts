/** How many accounts are worked on side by side: one that hangs holds up its lane and no other. */
const LANES = 8;

/** Works through accounts, a few at once. What the work throws ends its lane, and is thrown. */
export async function mapConcurrent<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
