import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Assurance } from '@factorkit/core';

/** The portal's session as signed text that the client keeps, so any server can read it. */
export function sessionText(assurance: Assurance, key: Buffer): string {
  const body = Buffer.from(JSON.stringify(assurance)).toString('base64url');
  return `${body}.${signature(body, key)}`;
}

export function readSession(text: string | null, key: Buffer): Assurance | undefined {
  const [body = '', given = ''] = (text ?? '').split('.');
  const [mine, theirs] = [Buffer.from(signature(body, key)), Buffer.from(given)];
  if (mine.length !== theirs.length || !timingSafeEqual(mine, theirs)) return undefined;
  const assurance: Assurance = JSON.parse(Buffer.from(body, 'base64url').toString());
  return assurance;
}

function signature(body: string, key: Buffer): string {
  return createHmac('sha256', key).update(body).digest('base64url');
}
