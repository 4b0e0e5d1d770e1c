import type { EngineContext } from '../context.ts';
import { read } from './transact.ts';

/** The stamp of a user whose sessions were never to end, and of one of whom nothing is kept. */
const FIRST_STAMP = '0';

export async function securityStamp(
  context: EngineContext,
  { userId }: { readonly userId: string },
): Promise<string> {
  const { account } = await read(context, userId);
  return account?.stamp ?? FIRST_STAMP;
}
