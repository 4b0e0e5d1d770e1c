import type { Notice } from '../../account/notices/notice.ts';
import type { SeenContact } from '../../account/sending/contacts.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { type CodePart, newCodePart } from '../../factors/recovery-code.ts';
import type { SealContext } from '../../ports/sealer.ts';
import type { EngineContext } from '../context.ts';

/** A recovery code that will be sent. Its notice stores it sealed until it is handed over. */
export interface ContactCode {
  readonly noticeId: string;
  readonly code: CodePart;
  readonly sealed: string;
  readonly seen: readonly SeenContact[];
}

export async function newContactCode(
  context: EngineContext,
  userId: string,
  seen: readonly SeenContact[],
): Promise<ContactCode> {
  const noticeId = toBase64url(context.random(12));
  const code = newCodePart(context.random);
  const sealed = await context.sealer.seal(new TextEncoder().encode(code.told), placeOf(userId, noticeId));
  return { noticeId, code, sealed, seen };
}

/** The code of a notice, if it has one. */
export async function codeIn(
  { sealer }: EngineContext,
  userId: string,
  { id, code }: Notice,
): Promise<string | undefined> {
  if (code === undefined) return undefined;
  return new TextDecoder().decode(await sealer.open(code, placeOf(userId, id)));
}

function placeOf(userId: string, noticeId: string): SealContext {
  return { userId, factorId: noticeId, field: 'recovery-code' };
}
