import { openEnvelope, sealEnvelope } from '../codec/envelope.ts';
import type { EngineContext } from './context.ts';

/** Calls one recovery off, and does nothing else: whoever reads the mail can stop it, and not take part in it. */
interface CancelToken {
  readonly userId: string;
  readonly requestId: string;
  readonly expiresAt: number;
}

const PREFIX = 'fkc1.';

export function cancelTokenFor({ keyring, random }: EngineContext, token: CancelToken): string {
  const plain = new TextEncoder().encode(JSON.stringify(token));
  return PREFIX + sealEnvelope({ keyring, purpose: 'token', plain, associated: PREFIX, random });
}

export function openCancelToken({ keyring }: EngineContext, token: unknown): CancelToken | undefined {
  if (typeof token !== 'string' || !token.startsWith(PREFIX) || token.length > 4096) return undefined;
  const text = token.slice(PREFIX.length);
  const plain = openEnvelope({ keyring, purpose: 'token', text, associated: PREFIX });
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as CancelToken);
}
