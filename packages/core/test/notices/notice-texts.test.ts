import { englishMessages, messageTexts } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { browserName } from '../../src/notices/browser-name.ts';
import type { NoticeText } from '../../src/notices/notice-texts.ts';
import { harmlessLabel, ipAddress } from '../../src/notices/strangers-words.ts';

const noticeTexts = messageTexts(englishMessages).notices;
const AT = Date.UTC(2026, 10, 22, 3, 1, 59);

function text(changes: Partial<NoticeText>): NoticeText {
  return { siteName: 'Example Portal', about: 'mfa.enabled', at: AT, channel: 'email', ...changes };
}

const ABOUT: readonly NoticeText['about'][] = [
  'mfa.enabled',
  'mfa.disabled',
  'factor.activated',
  'factor.removed',
  'factor.suspended',
  'factor.locked',
  'primary.changed',
  'factor.renamed',
  'backup-codes.issued',
  'backup-codes.locked',
  'backup-codes.suspended',
  'backup-code.accepted',
  'recovery.requested',
  'recovery.approved',
  'recovery.cancelled',
  'recovery.completed',
  'trusted-device.added',
  'trusted-device.copied',
  'password.changed',
];

describe('L3 the English texts', () => {
  test('say of each thing what it was, when, and what to do', () => {
    const subjects = ABOUT.map((about) => noticeTexts.subject(text({ about })));
    expect(new Set(subjects).size).toBe(ABOUT.length);
    for (const about of ABOUT) {
      const mail = noticeTexts.body(text({ about }));
      expect(mail).toContain('at Example Portal.');
      expect(mail).toContain('When: 22 Nov 2026, 03:01 UTC');
      expect(mail).toMatch(about === 'recovery.cancelled' ? /ask again/ : /not/);
      expect(noticeTexts.body(text({ about, channel: 'sms' })).length).toBeLessThan(200);
    }
  });

  test('lead to the link that calls a recovery off, and to help', () => {
    const links = { cancelUrl: 'https://p.example/cancel#t', helpUrl: 'https://p.example/help' };
    const mail = noticeTexts.body(text({ about: 'recovery.requested', ...links }));
    expect(mail).toContain('cancel it here:\nhttps://p.example/cancel#t');
    expect(mail).toContain('If you cannot sign in any more: https://p.example/help');
    expect(noticeTexts.body(text({ about: 'recovery.requested' }))).toContain('in your security settings');
    const short = noticeTexts.body(text({ about: 'recovery.approved', channel: 'sms', ...links }));
    expect(short).toContain('https://p.example/cancel#t');
    expect(noticeTexts.body(text({ channel: 'sms', helpUrl: links.helpUrl }))).toContain(links.helpUrl);
  });

  test('A-2 lead to that link also once a recovery was used, when the owner cannot sign in any more', () => {
    const cancelUrl = 'https://p.example/cancel#t';
    const about = 'recovery.completed';
    expect(noticeTexts.body(text({ about, cancelUrl }))).toContain(`cancel it here:\n${cancelUrl}`);
    expect(noticeTexts.body(text({ about, cancelUrl, channel: 'sms' }))).toContain(cancelUrl);
    expect(noticeTexts.body(text({ about }))).toContain('security settings');
  });

  test('of what only a newer release knows, at least that something changed', () => {
    const about = 'x.unheard-of' as NoticeText['about'];
    expect(noticeTexts.subject(text({ about }))).toBe(
      'The protection of your account was changed at Example Portal',
    );
  });

  test('name the factor by its kind, and by the name that its owner gave it', () => {
    const which = (factor: NoticeText['factor'] & object): string =>
      /Which: (.*)/.exec(noticeTexts.body(text({ factor })))?.[1] ?? '';
    expect(which({ method: 'totp', label: 'Anna’s phone' })).toBe('authenticator app “Anna’s phone”');
    expect(which({ method: 'totp', label: 'Authenticator app' })).toBe('authenticator app');
    expect(which({ method: 'x-badge', label: 'www.evil.example' })).toBe('another method');
  });
});

test('a browser is named in our words, or not at all', () => {
  const names: readonly (readonly [userAgent: string | undefined, name: string | undefined])[] = [
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    ['curl/8.0 (Linux)', 'Linux'],
    ['Call 0900 555 0100', undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [userAgent, name] of names) expect(browserName(userAgent)).toBe(name);
});

test('an address is an address', () => {
  for (const ip of ['203.0.113.7', '2001:db8::1', '::ffff:203.0.113.7', '::1'])
    expect(ipAddress(ip)).toBe(ip);
  for (const ip of [
    'evil.example',
    'dead',
    '1.2.3',
    '203.0.113.7\nUndo',
    '',
    `${'a:'.repeat(30)}1`,
    undefined,
  ])
    expect(ipAddress(ip)).toBeUndefined();
});

test('the name of a factor is shown where it can be nothing but a name', () => {
  for (const label of ['Pixel 8', 'Téléphone d’Anna', '電話', 'Key (blue)_2-b'])
    expect(harmlessLabel(label)).toBe(label);
  for (const label of [
    'evil.example',
    'a@b',
    'Call 09005550100',
    'call 0 9 0 0 5',
    'x\ny',
    '‮moc',
    'a'.repeat(33),
  ])
    expect(harmlessLabel(label)).toBeUndefined();
});
