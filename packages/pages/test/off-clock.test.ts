import { expect, test } from 'vitest';
import type { Site } from '../src/settings/site.ts';
import { catalogue } from '../src/texts/catalogue.ts';
import { codeError } from '../src/views/answer-error.ts';

const site: Site = {
  ...{ name: 'Portal', path: '/mfa', settings: '/settings', layout: 'list', setUp: 'scan-and-check' },
  ...{
    methods: [],
    apps: [],
    texts: catalogue,
    lang: 'en',
    dir: 'ltr',
    locale: 'en-GB',
    support: { address: 'help@portal.example' },
  },
  portal: { home: '/', signIn: '/sign-in' },
};
const view = { site: site, clock: () => 0, locale: 'en-GB', timeZone: 'UTC' };
const rejected = { kind: 'rejected', attemptsLeft: 3 } as const;

test('FC7 the page says in plain words that the clock of the phone is off, and one thing to do', () => {
  const words = (clockOffSeconds: number): string =>
    codeError(view, { ...rejected, clockOffSeconds }).join(' ');
  expect(words(-300)).toBe(
    'The clock on your phone is about 5 minutes slow, so its codes do not work. In the settings of your phone, set the date and time automatically, then enter the code that your app shows. You have 3 attempts left.',
  );
  expect(words(60)).toContain('about 1 minute fast,');
  expect(codeError(view, rejected).join(' ')).not.toContain('clock');
});
