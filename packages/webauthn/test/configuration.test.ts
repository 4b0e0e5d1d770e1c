import { type WebAuthnOptions, webauthn } from '@factorkit/webauthn';
import { describe, expect, test } from 'vitest';

const usable: WebAuthnOptions = { rpId: 'example.com', origins: ['https://portal.example.com'] };

describe('the start-up stops', () => {
  const mistakes: readonly (readonly [string, object])[] = [
    ['rpId', { rpId: 'https://example.com' }],
    ['rpId', { rpId: 'Example.com' }],
    ['rpId', { rpId: 'example.com:443' }],
    ['rpId', { rpId: '192.0.2.1', origins: ['https://192.0.2.1'] }],
    ['rpId', { rpId: '' }],
    ['rpId', { rpId: undefined }],
    ['rpName', { rpName: ' ' }],
    ['origins', { origins: [] }],
    ['origins', { origins: 'https://portal.example.com' }],
    ['origins[0]', { origins: ['portal.example.com'] }],
    ['origins[0]', { origins: ['https://portal.example.com/'] }],
    ['origins[0]', { origins: ['https://portal.example.com/login'] }],
    ['origins[0]', { origins: ['http://portal.example.com'] }],
    ['origins[0]', { origins: ['https://Portal.example.com'] }],
    ['origins[0]', { origins: ['https://*.example.com'] }],
    ['origins[0]', { origins: ['https://notexample.com'] }],
    ['origins[1]', { origins: ['https://portal.example.com', 'https://example.com.evil.test'] }],
    ['origins[0]', { origins: ['android:apk-key-hash:short'] }],
    ['crossOrigin.topOrigins', { crossOrigin: { topOrigins: [] } }],
    ['crossOrigin.topOrigins[0]', { crossOrigin: { topOrigins: ['*'] } }],
    ['crossOrigin', { crossOrigin: true }],
    [
      'crossOrigin.unnamedTopOrigin',
      { crossOrigin: { topOrigins: ['https://a.test'], unnamedTopOrigin: true } },
    ],
    ['algorithms', { algorithms: [] }],
    ['algorithms[0]', { algorithms: [-7] }],
    ['algorithms[1]', { algorithms: ['ES256', 'none'] }],
    ['algorithms[0]', { algorithms: ['toString'] }],
    ['counter', { counter: 'warn' }],
    ['backupEligibility', { backupEligibility: 'ignore' }],
    ['attestation', { attestation: 'direct' }],
    ['attestation.policy', { attestation: {} }],
    ['attestation.roots', { attestation: { policy: 'trusted' } }],
    ['attestation.roots', { attestation: { policy: 'trusted', roots: [] } }],
    ['attestation.roots[0]', { attestation: { policy: 'trusted', roots: ['not PEM'] } }],
    [
      'attestation.roots[0]',
      {
        attestation: {
          policy: 'trusted',
          roots: ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
        },
      },
    ],
    ['residentKey', { residentKey: true }],
    ['authenticatorAttachment', { authenticatorAttachment: 'usb' }],
    ['relatedOrigin', { relatedOrigin: ['https://shop.example.de'] }],
    ['attestation.root', { attestation: { policy: 'trusted', root: ['not PEM'] } }],
  ];

  test.each(mistakes)('and names %s: %j', (name, mistake) => {
    expect(() => webauthn({ ...usable, ...mistake } as WebAuthnOptions)).toThrowError(
      expect.objectContaining({
        code: 'configuration-invalid',
        message: expect.stringContaining(`webauthn: ${name}: expected `),
      }),
    );
  });
});

test.each([
  { rpId: 'localhost', origins: ['http://localhost:3000'] },
  { rpId: 'portal.localhost', origins: ['http://portal.localhost'] },
  { rpId: 'example.com', origins: ['https://example.com', 'https://a.b.example.com:8443'] },
  { rpId: 'example.com', origins: [`android:apk-key-hash:${'A'.repeat(43)}`] },
  { rpId: 'xn--bcher-kva.example', origins: ['https://xn--bcher-kva.example'] },
])('W4 these go together: %j', (options) => {
  expect(webauthn(options).method).toBe('webauthn');
});

test('W4 what is configured is copied: an array that changes later changes nothing', async () => {
  const origins = ['https://portal.example.com'];
  const { readOptions } = await import('../src/options.ts');
  const settings = readOptions({ ...usable, origins });
  origins.push('https://evil.test');
  expect(settings.origins).toEqual(['https://portal.example.com']);
});
