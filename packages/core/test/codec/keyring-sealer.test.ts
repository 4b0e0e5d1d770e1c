import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import { sealEnvelope } from '../../src/codec/envelope.ts';
import { createKeyringSealer } from '../../src/codec/keyring-sealer.ts';
import { ringOf, withOneCharacterChanged } from './sample-keyring.ts';

const keyring = ringOf('a');
const sealer = createKeyringSealer(keyring, createSeededRandom(3));
const secret = new TextEncoder().encode('12345678901234567890');
const place = { userId: 'anna', factorId: 'phone', field: 'secret' };
const broken = { name: 'MfaError', code: 'seal-broken' };

describe('the keyring’s sealer', () => {
  it('H8 seals a secret, and opens it at its place', async () => {
    const sealed = await sealer.seal(secret, place);
    expect(sealed).not.toContain('12345');
    expect(await sealer.open(sealed, place)).toEqual(secret);
  });

  it.each([
    ['another user', { ...place, userId: 'bert' }],
    ['the user of another spelling', { ...place, userId: 'Anna' }],
    ['another factor of the user', { ...place, factorId: 'spare' }],
    ['another field of the factor', { ...place, field: 'backup' }],
    ['a place whose parts join to the same text', { userId: 'annaphone', factorId: '', field: 'secret' }],
    ['a place whose parts are swapped', { userId: 'phone', factorId: 'anna', field: 'secret' }],
  ])('H8 a secret moved to %s does not open', async (_, elsewhere) => {
    const sealed = await sealer.seal(secret, place);
    await expect(sealer.open(sealed, elsewhere)).rejects.toMatchObject(broken);
  });

  it('H8 ids that hold quotes, commas or half a surrogate pair are kept apart', async () => {
    const odd = { ...place, userId: '\ud800' };
    const sealed = await sealer.seal(secret, odd);
    expect(await sealer.open(sealed, odd)).toEqual(secret);
    // As UTF-8 both would be the replacement character.
    await expect(sealer.open(sealed, { ...place, userId: '\udfff' })).rejects.toMatchObject(broken);
    const quoted = await sealer.seal(secret, { ...place, userId: 'anna","phone' });
    await expect(
      sealer.open(quoted, { userId: 'anna', factorId: 'phone', field: place.field }),
    ).rejects.toMatchObject(broken);
  });

  it('H8 a flipped ciphertext bit fails closed, wherever it is', async () => {
    const sealed = await sealer.seal(secret, place);
    for (const changed of withOneCharacterChanged(sealed, 2)) {
      await expect(sealer.open(changed, place)).rejects.toMatchObject(broken);
    }
  });

  it('H8 a secret whose key is gone does not open, and one whose key was rotated does', async () => {
    const sealed = await sealer.seal(secret, place);
    const rotated = createKeyringSealer(ringOf('b', 'a'), createSeededRandom(4));
    const without = createKeyringSealer(ringOf('b'), createSeededRandom(4));
    expect(await rotated.open(sealed, place)).toEqual(secret);
    await expect(without.open(sealed, place)).rejects.toMatchObject(broken);
  });

  it('H8 a token of the same keyring is not a sealed secret', async () => {
    const associated = JSON.stringify(['factorkit/seal/v1', place.userId, place.factorId, place.field]);
    const text = sealEnvelope({
      keyring,
      purpose: 'token',
      plain: secret,
      associated,
      random: createSeededRandom(1),
    });
    await expect(sealer.open(text, place)).rejects.toMatchObject(broken);
  });

  it('H8 says nothing of the secret, the place or the ciphertext when it does not open', async () => {
    const sealed = await sealer.seal(secret, place);
    const error: unknown = await sealer
      .open(sealed, { ...place, userId: 'bert' })
      .catch((thrown: unknown) => thrown);
    const said = JSON.stringify([String(error), error]);
    for (const canary of ['anna', 'bert', 'phone', sealed.slice(2, 12)]) expect(said).not.toContain(canary);
  });
});
