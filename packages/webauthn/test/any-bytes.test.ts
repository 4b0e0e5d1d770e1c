import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { runs } from '../../../test-tiers.ts';
import { begin, enrolled, judge, newKey, newMethod, question } from './laboratory.ts';

type Answer = { readonly response: Readonly<Record<string, string>> };
type Begun = Awaited<ReturnType<typeof begin>>;

const method = newMethod();
let stored: Begun['data'];
let assertion: Answer;
let begun: Begun;
let registration: Answer;

beforeAll(async () => {
  // An ECDSA signature has several spellings, all of them right; one of Ed25519 has one.
  const key = newKey({ algorithms: ['EdDSA'] });
  stored = await enrolled(method, key);
  assertion = (await key.get(await question(method, stored))) as Answer;
  begun = await begin(method);
  registration = (await newKey({ algorithms: ['EdDSA'], attestation: 'self' }).create(
    begun.options,
  )) as Answer;
});

/** The answer with one bit of one part turned over. */
function flipped(answer: Answer, part: string, at: number): unknown {
  const bytes = Buffer.from(answer.response[part] ?? '', 'base64url');
  const bit = at % (bytes.length * 8);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return { ...answer, response: { ...answer.response, [part]: bytes.toString('base64url') } };
}

test('W14 W16 no single bit of an assertion can be turned over, and none makes it throw', async () => {
  const parts = fc.constantFrom('clientDataJSON', 'authenticatorData', 'signature');
  await fc.assert(
    fc.asyncProperty(parts, fc.nat(), async (part, at) => {
      const { kind } = await judge(method, { data: stored, response: flipped(assertion, part, at) });
      expect(['invalid', 'malformed']).toContain(kind);
    }),
    { numRuns: runs(300) },
  );
});

test('W14 W16 whatever bit of a self-attested registration is turned over, no other credential comes of it', async () => {
  const untouched = await judge(method, { data: begun.data, response: registration });
  const parts = fc.constantFrom('clientDataJSON', 'attestationObject');
  await fc.assert(
    fc.asyncProperty(parts, fc.nat(), async (part, at) => {
      const result = await judge(method, { data: begun.data, response: flipped(registration, part, at) });
      // A length before the last bytes may say more than there are: what is read is the same.
      if (result.kind === 'match') expect(result).toEqual(untouched);
      else expect(['invalid', 'malformed']).toContain(result.kind);
    }),
    { numRuns: runs(300) },
  );
});

test('W3 a challenge with one byte of it altered, and rightly signed, is another challenge', async () => {
  const key = newKey({ counter: 'none' });
  const data = await enrolled(method, key);
  const asked = await question(method, data);
  const right = Buffer.from(String(asked.challenge), 'base64url');
  await fc.assert(
    fc.asyncProperty(fc.nat(right.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const altered = Buffer.from(right);
      altered[at] = (altered[at] ?? 0) ^ change;
      const response = await key.get(asked, { challenge: altered.toString('base64url') });
      expect(await judge(method, { data, response })).toEqual({ kind: 'invalid', reason: 'challenge' });
    }),
  );
  expect((await judge(method, { data, response: await key.get(asked) })).kind).toBe('match');
});

test('W16 whatever JSON a stranger sends, nothing is thrown and nothing matches', async () => {
  const text = fc.oneof(fc.string(), fc.base64String(), fc.constantFrom('AA', 'public-key'));
  const shape = fc.record(
    {
      id: text,
      rawId: text,
      type: text,
      response: fc.record(
        {
          clientDataJSON: text,
          attestationObject: text,
          authenticatorData: text,
          signature: text,
          userHandle: fc.anything(),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(shape, fc.anything()), async (response) => {
      for (const data of [stored, begun.data]) {
        const { kind } = await judge(method, { data, response });
        expect(['invalid', 'malformed']).toContain(kind);
      }
      expect(method.ceremony?.answeredBy(response, [{ factorId: 'one', data: stored }])).toBeUndefined();
    }),
    { numRuns: runs(500) },
  );
});
