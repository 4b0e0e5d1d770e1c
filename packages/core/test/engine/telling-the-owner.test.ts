import { type Policy, presetS2 } from '@factorkit/core/policy';
import { expect, test } from 'vitest';
import { type Notified, openNotified } from './notified.ts';
import { approve, codeOf, complete, enrolToken, kim, lee, lost, newPhone } from './recoverer.ts';
import { codeSession, enrol } from './world.ts';

const policy: Policy = {
  ...presetS2,
  id: 'told',
  backupCodes: { issue: 'first-setup', acknowledge: 'record' },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['identity'], approvals: 2 },
      grants: 'enrolment',
      resets: 'on-confirmation',
    },
  ],
};

/** What each contact was told since the last time. */
async function news(town: Notified): Promise<readonly string[]> {
  town.messages.length = 0;
  await town.mfa.dispatchNotices({ everyone: true });
  const about = (id: string): readonly string[] =>
    town.messages.filter(({ to }) => to.id === id).map((message) => message.about);
  expect(about('phone')).toEqual(about('mail'));
  return about('mail');
}

test('L3 FA33 every step of a recovery is told to every contact', async () => {
  const town = await openNotified({ policy });
  const { mfa } = town;
  const anna = await enrol(town, 'anna');
  await codeSession(town, anna);
  await news(town);

  const { id } = await lost(mfa);
  expect(await news(town)).toEqual(['recovery.requested']);
  const parts = [await codeOf(approve(mfa, id, kim))];
  expect(await news(town)).toEqual(['recovery.approved']);
  parts.push(await codeOf(approve(mfa, id, lee)));
  expect(await news(town)).toEqual(['recovery.approved']);
  for (let guess = 0; guess < 5; guess++) await complete(mfa, 'AAAA-AAAA');
  expect(await news(town)).toContain('recovery-code.locked');
  town.clock.advance(3_600_000);
  const completed = await complete(mfa, parts.join(''));
  expect(await news(town)).toContain('recovery.completed');
  const { person } = await newPhone(town, enrolToken(completed));
  expect(await news(town)).toEqual(['factor.activated']);

  const again = await lost(mfa);
  await news(town);
  await codeSession(town, person);
  expect(await news(town)).toEqual(['recovery.ended']);
  const third = await mfa.recovery
    .request({ userId: 'anna', user: { accountName: 'anna' }, via: 'support', staff: kim })
    .then((requested) => (requested.kind === 'requested' ? requested.request.id : requested.kind));
  expect([again.id, 'denied']).not.toContain(third);
  expect(await news(town)).toEqual(['recovery.requested']);
  const note = 'the user called';
  await mfa.recovery.cancel({ userId: 'anna', requestId: third, staff: kim, note });
  expect(await news(town)).toEqual(['recovery.cancelled']);
});
