import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import {
  type Challenge,
  sealChallenge,
  type TokenScope,
  unsealChallenge,
} from '../../src/codec/challenge-token.ts';
import { sealEnvelope } from '../../src/codec/envelope.ts';
import { ringOf, withOneCharacterChanged } from './sample-keyring.ts';

const keyring = ringOf('a');
const scope: TokenScope = { keyring, issuer: 'Portal', policyId: 'main', deployment: undefined };
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
  grant: undefined,
  device: undefined,
};
const token = sealChallenge(scope, challenge, createSeededRandom(1));

describe('a challenge token', () => {
  it('A13 fits a cookie and a URL, and shows nothing of what it carries', () => {
    expect(token).toMatch(/^fk1\.a\.[A-Za-z0-9_-]+$/);
    const decoded = Buffer.from(token.slice('fk1.a.'.length), 'base64url').toString('latin1');
    for (const canary of ['anna', 'password', 'sign-in', 'user']) expect(decoded).not.toContain(canary);
  });

  it('reads back as it was minted', () => {
    expect(unsealChallenge(scope, token)).toEqual(challenge);
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
    expect(unsealChallenge(scope, sealChallenge(scope, stepUp, createSeededRandom(2)))).toEqual(stepUp);
  });

  it('A8 altered in any one character it is no token', () => {
    for (const changed of withOneCharacterChanged(token, 'fk1.a.'.length)) {
      expect(unsealChallenge(scope, changed)).toBeUndefined();
    }
    for (let length = 0; length < token.length; length++) {
      expect(unsealChallenge(scope, token.slice(0, length))).toBeUndefined();
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
    expect(unsealChallenge(scope, value)).toBeUndefined();
  });

  it('FA13 that does not fit a cookie is refused when it is minted, by name', () => {
    const minted = (length: number) =>
      sealChallenge(scope, { ...challenge, userId: 'u'.repeat(length) }, createSeededRandom(1));
    expect(minted(2500).length).toBeLessThan(3900);
    expect(unsealChallenge(scope, minted(2500))).toHaveProperty('userId.length', 2500);
    expect(() => minted(2700)).toThrow(
      expect.objectContaining({
        code: 'token-too-large',
        message: expect.stringMatching(/3900 fit into a cookie: shorten userId/),
      }),
    );
  });

  it('FA9 opens under the current key only: a retired one that leaked makes no token', () => {
    expect(unsealChallenge({ ...scope, keyring: ringOf('a', 'b') }, token)).toEqual(challenge);
    expect(unsealChallenge({ ...scope, keyring: ringOf('b', 'a') }, token)).toBeUndefined();
    expect(unsealChallenge({ ...scope, keyring: ringOf('b') }, token)).toBeUndefined();
  });

  it.each([
    ['another issuer', { issuer: 'Shop' }],
    ['another policy', { policyId: 'staff' }],
    ['a named deployment', { deployment: 'staging' }],
    ['issuer and policy id parted elsewhere', { issuer: 'Portal","main', policyId: '' }],
  ])('FA9 is none for %s, in both directions', (_, other) => {
    const elsewhere = { ...scope, ...other };
    expect(unsealChallenge(elsewhere, token)).toBeUndefined();
    const foreign = sealChallenge(elsewhere, challenge, createSeededRandom(1));
    expect(unsealChallenge(scope, foreign)).toBeUndefined();
    expect(unsealChallenge(elsewhere, foreign)).toEqual(challenge);
  });

  it('A8 a sealed secret is not a token, also not with the prefix put before it', () => {
    const plain = new TextEncoder().encode(JSON.stringify(challenge));
    const sealed = sealEnvelope({
      keyring,
      purpose: 'seal',
      plain,
      associated: JSON.stringify(['fk1.', 'Portal', 'main', null]),
      random: createSeededRandom(1),
    });
    expect(unsealChallenge(scope, `fk1.${sealed}`)).toBeUndefined();
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
    const text = sealChallenge(scope, long, createSeededRandom(1));
    expect(text.length).toBeLessThan(3900);
    expect(unsealChallenge(scope, text)).toEqual(long);
  });
});
