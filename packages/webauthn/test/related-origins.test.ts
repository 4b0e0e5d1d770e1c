import { relatedOriginsDocument, type WebAuthnOptions, webauthn } from '@factorkit/webauthn';
import { describe, expect, test } from 'vitest';
import { begin, judge, newKey, newMethod, ORIGIN } from './laboratory.ts';

const relatedOrigins = ['https://shop.example.de', 'https://example.fr:8443'];

/** What a page on this origin sends: a browser that read the document lets it use the keys of `example.com`. */
async function enrolAt(origin: string, options: Partial<WebAuthnOptions>) {
  const method = newMethod(options);
  const { data, options: asked } = await begin(method);
  return judge(method, { data, response: await newKey().create(asked, { origin }) });
}

describe('FC7 related origins', () => {
  test('FC7 W4 a page on a related origin enrols a key; without the option it is refused', async () => {
    for (const origin of relatedOrigins) {
      expect((await enrolAt(origin, { relatedOrigins })).kind).toBe('match');
      expect(await enrolAt(origin, {})).toEqual({ kind: 'invalid', reason: 'origin' });
    }
    expect((await enrolAt(ORIGIN, { relatedOrigins })).kind).toBe('match');
  });

  test.each(['https://www.shop.example.de', 'http://shop.example.de', 'https://shop.example.de:444'])(
    'FC7 W4 %s is another origin',
    async (origin) => {
      expect(await enrolAt(origin, { relatedOrigins })).toEqual({ kind: 'invalid', reason: 'origin' });
    },
  );

  test('FC7 the document for browsers lists them', () => {
    expect(relatedOriginsDocument({ rpId: 'example.com', relatedOrigins })).toEqual({
      origins: relatedOrigins,
    });
    expect(relatedOriginsDocument({ rpId: 'example.com' })).toEqual({ origins: [] });
  });

  test.each([
    ['relatedOrigins[0]: expected an origin such as', ['shop.example.de']],
    ['relatedOrigins[0]: expected an origin such as', ['https://shop.example.de/']],
    ['relatedOrigins[0]: expected an origin such as', ['http://shop.example.de']],
    ['relatedOrigins[0]: expected an origin such as', ['https://*.example.de']],
    ['relatedOrigins[0]: expected an origin that is not on rpId', ['https://portal.example.com']],
    ['relatedOrigins: expected a list', 'https://shop.example.de'],
  ])('FC7 %s: %j stops the start-up and the document', (message, wrong) => {
    const options = { rpId: 'example.com', origins: [ORIGIN], relatedOrigins: wrong } as WebAuthnOptions;
    const error = expect.objectContaining({
      code: 'configuration-invalid',
      message: expect.stringContaining(message),
    });
    expect(() => webauthn(options)).toThrowError(error);
    expect(() => relatedOriginsDocument(options)).toThrowError(error);
  });
});
