import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import { type Challenge, decodeChallenge, encodeChallenge } from '../../src/codec/challenge-token.ts';
import { sealEnvelope } from '../../src/codec/envelope.ts';
import { createKeyring } from '../../src/codec/keyring.ts';
import golden from './golden/challenge-token-1.json' with { type: 'json' };
import { keyFrom, ringOf, withOneCharacterChanged } from './sample-keyring.ts';

const keyring = ringOf('a');
const NOON = Date.UTC(2026, 2, 3, 12);

const challenge: Challenge = {
  id: 'c1',
  purpose: 'sign-in',
  userId: 'user/Ünï:1',
  user: { accountName: 'anna@example.org' },
  evidence: [{ method: 'password', at: NOON, traits: [] }],
  epoch: '0',
  expiresAt: NOON + 600_000,
  intent: { kind: 'sign-in' },
};
const token = encodeChallenge(keyring, challenge, createSeededRandom(1));

describe('a challenge token', () => {
  it('A13 fits a cookie and a URL, and shows nothing of what it carries', () => {
    expect(token).toMatch(/^fk1\.a\.[A-Za-z0-9_-]+$/);
    const decoded = Buffer.from(token.slice('fk1.a.'.length), 'base64url').toString('latin1');
    for (const canary of ['anna', 'password', 'sign-in', 'user']) expect(decoded).not.toContain(canary);
  });

  it('reads back as it was minted', () => {
    expect(decodeChallenge(keyring, token)).toEqual(challenge);
    const stepUp: Challenge = {
      ...challenge,
      purpose: 'step-up',
      evidence: [
        ...challenge.evidence,
        { method: 'totp', factorId: 'phone', at: NOON, traits: ['device-bound'], channel: 'd' },
      ],
      intent: { kind: 'remove', factorId: 'phone' },
      authenticatedAt: NOON,
    };
    expect(decodeChallenge(keyring, encodeChallenge(keyring, stepUp, createSeededRandom(2)))).toEqual(stepUp);
  });

  it('one minted by the first release still opens', () => {
    const ring = createKeyring([{ id: 'golden', key: keyFrom(1) }]);
    expect(decodeChallenge(ring, golden.token)).toEqual(golden.challenge);
  });

  it('A8 altered in any one character it is no token', () => {
    for (const changed of withOneCharacterChanged(token, 'fk1.a.'.length)) {
      expect(decodeChallenge(keyring, changed)).toBeUndefined();
    }
    for (let length = 0; length < token.length; length++) {
      expect(decodeChallenge(keyring, token.slice(0, length))).toBeUndefined();
    }
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 1],
    ['an object', { token }],
    ['a list of one token', [token]],
    ['an empty text', ''],
    ['the prefix alone', 'fk1.'],
    ['another version', token.replace('fk1.', 'fk2.')],
    ['no prefix', token.slice(4)],
    ['the prefix in capitals', token.replace('fk1.', 'FK1.')],
    ['space before it', ` ${token}`],
    ['a line end behind it', `${token}\n`],
    ['another key’s id', token.replace('.a.', '.b.')],
  ])('is not: %s', (_, value) => {
    expect(decodeChallenge(keyring, value)).toBeUndefined();
  });

  it('is not looked at above 8192 characters, not even where it is one', () => {
    const minted = (length: number) =>
      encodeChallenge(keyring, { ...challenge, userId: 'u'.repeat(length) }, createSeededRandom(1));
    expect(minted(5000).length).toBeLessThan(8192);
    expect(decodeChallenge(keyring, minted(5000))).toHaveProperty('userId.length', 5000);
    expect(minted(6100).length).toBeGreaterThan(8192);
    expect(decodeChallenge(keyring, minted(6100))).toBeUndefined();
  });

  it('A8 outlives a rotation, and dies with its key', () => {
    expect(decodeChallenge(ringOf('b', 'a'), token)).toEqual(challenge);
    expect(decodeChallenge(ringOf('b'), token)).toBeUndefined();
  });

  it('A8 a sealed secret is not a token, also not with the prefix put before it', () => {
    const plain = new TextEncoder().encode(JSON.stringify(challenge));
    const sealed = sealEnvelope({
      keyring,
      purpose: 'seal',
      plain,
      associated: 'fk1.',
      random: createSeededRandom(1),
    });
    expect(decodeChallenge(keyring, `fk1.${sealed}`)).toBeUndefined();
  });

  it('stays under a cookie’s 4096 bytes with the longest names that the engine takes and several factors shown', () => {
    const evidence = Array.from({ length: 4 }, (_, index) => ({
      method: 'totp' as const,
      factorId: `factor-id-${index}-xxxx`,
      at: NOON,
      traits: [],
    }));
    const long: Challenge = {
      ...challenge,
      userId: 'u'.repeat(512),
      user: { accountName: 'ü'.repeat(256) },
      evidence,
    };
    const text = encodeChallenge(keyring, long, createSeededRandom(1));
    expect(text.length).toBeLessThan(4000);
    expect(decodeChallenge(keyring, text)).toEqual(long);
  });
});
