import type { Stage } from './stage.ts';

/** Takes down what an operation effects: through ports, in the audit trail, in the outbox. */
export async function recordEffects(stage: Stage): Promise<() => Promise<readonly string[]>> {
  const start = stage.effects.length;
  const { cursor } = await stage.storage.readEvents({ limit: 1000 });
  const told = await noticesOf(stage);
  return async () => {
    const { events } = await stage.storage.readEvents({ limit: 1000, after: cursor });
    const notices = (await noticesOf(stage)).slice(told.length);
    return [
      ...stage.effects.slice(start),
      ...events.map(({ type }) => `wrote ${type}`),
      ...notices.map((about) => `noted for the user: ${about}`),
    ].toSorted();
  };
}

async function noticesOf(stage: Stage): Promise<readonly string[]> {
  const account = await stage.account().catch(() => undefined);
  return (account?.notices ?? []).map(({ about }) => about);
}

/** What is in the first list and not in the second, each as often as it is too often. */
export function beyond(effects: readonly string[], allowed: readonly string[]): readonly string[] {
  const left = [...allowed];
  return effects.filter((effect) => {
    const index = left.indexOf(effect);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

export function count(effects: readonly string[], effect: string): number {
  return effects.filter((other) => other === effect).length;
}
