import type { EngineContext } from '../context.ts';
import { read } from './transact.ts';

/** The stamp of an unknown user, and of a user whose sessions never had to end. */
const FIRST_STAMP = '0';

export async function securityStamp(
  context: EngineContext,
  { userId }: { readonly userId: string },
): Promise<string> {
  const { account } = await read(context, userId);
  return account?.stamp ?? FIRST_STAMP;
}
