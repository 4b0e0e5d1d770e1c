import type { DeliveryAdapter } from '@factorkit/core';
import { expect, test } from 'vitest';
import { openPost } from './post.ts';
import { passwordSession } from './world.ts';

const misbehaving: readonly (readonly [string, DeliveryAdapter['deliver'], string])[] = [
  [
    'throws at once',
    ({ to }) => {
      throw new Error(`no such number: ${to}`);
    },
    'not-sent',
  ],
  ['answers nothing', async () => undefined as never, 'not-sent'],
  ['answers nonsense', async () => ({ kind: 'ok' }) as never, 'not-sent'],
  ['answers at once', () => ({ kind: 'accepted' }) as never, 'sent'],
];

test.each(misbehaving)(
  'O7 a delivery that %s lets nobody in, and its words go no further',
  async (_what, deliver, kind) => {
    const post = await openPost({ deliver });
    const caller = await passwordSession(post.mfa, 'anna');
    const begun = await post.mfa.beginEnrolment({ caller, method: 'sms' });
    expect(begun).toMatchObject({ kind: 'begun', enrolment: { code: { kind } } });
    expect(JSON.stringify(await post.events('anna'))).not.toContain('no such number');
  },
);
