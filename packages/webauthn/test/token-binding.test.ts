import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import type { JsonObject } from '@factorkit/core';
import { isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers';
import { describe, expect, test } from 'vitest';
import { leaf, leafKey, root } from './attestation-certificates.ts';
import { begin, enrolled, judge, newKey, newMethod, register, use } from './laboratory.ts';

// WebAuthn L3 §5.8.1 reserves the member; Level 1 had `present` and `supported`, and drafts before it `not-supported`.
const tokenBindings: readonly unknown[] = [
  { status: 'not-supported' },
  { status: 'notSupported' },
  { status: 'supported' },
  { status: 'unused' },
  { status: 'present', id: 'AAAA' },
  { status: 'present' },
  { status: 7 },
  {},
  'unused',
  null,
];

const method = newMethod();

/** A `packed` statement with a certificate, over the client data and authenticator data of a self-attested answer. */
function certified(answer: JsonObject): JsonObject {
  const parts = answer.response as { readonly clientDataJSON: string; readonly attestationObject: string };
  const decoded = isoCBOR.decodeFirst<Map<string, Uint8Array>>(
    isoBase64URL.toBuffer(parts.attestationObject),
  );
  const authData = decoded.get('authData') ?? new Uint8Array();
  const hash = createHash('sha256').update(Buffer.from(parts.clientDataJSON, 'base64url')).digest();
  const signature = sign('sha256', Buffer.concat([authData, hash]), createPrivateKey(leafKey));
  const statement = new Map<string, number | Uint8Array | Uint8Array[]>([
    ['alg', -7],
    ['sig', new Uint8Array(signature)],
    ['x5c', [new Uint8Array(new X509Certificate(leaf).raw)]],
  ]);
  const encoded = isoCBOR.encode(
    new Map<string, string | Uint8Array | typeof statement>([
      ['fmt', 'packed'],
      ['attStmt', statement],
      ['authData', authData],
    ]) as Parameters<typeof isoCBOR.encode>[0],
  );
  return { ...answer, response: { ...parts, attestationObject: isoBase64URL.fromBuffer(encoded) } };
}

describe('FC3 W2 tokenBinding in the client data is ignored', () => {
  test.each(tokenBindings)(
    'FC3 %j by a key without attestation: it enrols, and it signs in',
    async (tokenBinding) => {
      const deviation = { clientData: { tokenBinding } };
      const key = newKey();
      const data = await enrolled(method, key, { deviation });
      expect((await use(method, key, { data, deviation })).kind).toBe('match');
    },
  );

  test.each(tokenBindings)('FC3 %j by a key that attests to itself', async (tokenBinding) => {
    const deviation = { clientData: { tokenBinding } };
    const key = newKey({ attestation: 'self' });
    const data = await enrolled(method, key, { deviation });
    expect((await use(method, key, { data, deviation })).kind).toBe('match');
    const forged = newKey({ attestation: 'self' });
    expect(await register(method, forged, { deviation: { ...deviation, brokenSignature: true } })).toEqual({
      kind: 'invalid',
      reason: 'attestation',
    });
  });

  test.each(tokenBindings)(
    'FC3 W10 %j by a key with a certificate that is asked for',
    async (tokenBinding) => {
      const trusting = newMethod({ attestation: { policy: 'trusted', roots: [root] } });
      const { data, options } = await begin(trusting);
      const answer = await newKey({ attestation: 'self' }).create(options, { clientData: { tokenBinding } });
      const response = certified(answer);
      expect((await judge(trusting, { data, response })).kind).toBe('match');
      // The statement is over the client data as they came: other client data have no valid one.
      const other = await newKey({ attestation: 'self' }).create(options, {
        clientData: { tokenBinding: 'x' },
      });
      const moved = {
        ...response,
        response: {
          ...(response.response as object),
          clientDataJSON: (other.response as { readonly clientDataJSON: string }).clientDataJSON,
        },
      };
      expect(await judge(trusting, { data, response: moved })).toEqual({
        kind: 'invalid',
        reason: 'attestation',
      });
    },
  );
});
