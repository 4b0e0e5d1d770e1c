import type { Policy } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
import { type Notified, openNotified } from './notified.ts';
import { approve, complete, kim, lee, lost, user } from './recoverer.ts';
import { stores } from './stores.ts';
import { challengeFor, codeSession, enrol, openWorld, plainPolicy } from './world.ts';

const DAY = 86_400_000;

const policy: Policy = {
  ...plainPolicy,
  recovery: [
    {
      via: 'support',
      handover: 'contact',
      verify: { checks: ['identity'] },
      hold: '1d',
      grants: 'enrolment',
      resets: 'on-confirmation',
    },
  ],
};

async function sentCodes(town: Notified): Promise<readonly (readonly [string, string | undefined])[]> {
  town.messages.length = 0;
  await town.mfa.dispatchNotices({ everyone: true });
  return town.messages
    .filter(({ about }) => about === 'recovery-code.sent')
    .map(({ to, text }) => [to.address, /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0]] as const);
}

describe.each(stores)('a code that is sent, on $name', ({ open }) => {
  test('FA1 goes to a contact known for a week before the request, in the text alone, and completes after the hold', async () => {
    const town = await openNotified({ open, policy });
    await codeSession(town, await enrol(town, 'anna'));
    town.clock.advance(7 * DAY);
    const approved = await approve(town.mfa, (await lost(town.mfa)).id);
    expect(approved).not.toHaveProperty('code');
    const codes = await sentCodes(town);
    const [[address, code = ''] = ['', '']] = codes;
    expect(codes).toHaveLength(1);
    expect(address).toBe('anna.smith@example.com');
    expect(code).not.toBe('');
    for (const { subject, about, text } of town.messages) {
      expect(subject ?? '').not.toContain(code);
      if (about !== 'recovery-code.sent') expect(text).not.toContain(code);
    }
    const { stored } = await town.storage.load('anna');
    expect(stored?.state).not.toContain(code);
    expect(JSON.stringify(await town.events('anna'))).not.toContain(code);
    expect(await complete(town.mfa, code)).toMatchObject({ reason: 'held' });
    town.clock.advance(DAY);
    expect(await complete(town.second, 'AAAA-AAAA')).toMatchObject({ kind: 'rejected' });
    expect(await complete(town.second, code)).toMatchObject({ kind: 'completed' });
    expect(await complete(town.mfa, code)).toMatchObject({ reason: 'used' });
  });

  test('FA7 never goes to a contact that was added lately, as anyone who holds the session adds one', async () => {
    const town = await openNotified({ open, policy });
    await codeSession(town, await enrol(town, 'anna'));
    town.clock.advance(6 * DAY);
    town.contacts[0] = { id: 'mail', channel: 'email', address: 'attacker@example.com' };
    await challengeFor(town.mfa, 'anna');
    town.clock.advance(2 * DAY);
    await approve(town.mfa, (await lost(town.mfa)).id);
    expect((await sentCodes(town)).map(([address]) => address)).toEqual(['+4915112345678']);
  });

  test('is not approved where no contact was known for so long, and nothing of the approval is kept', async () => {
    const town = await openNotified({ open, policy });
    await codeSession(town, await enrol(town, 'anna'));
    town.clock.advance(7 * DAY - 60_000);
    const { id } = await lost(town.mfa);
    expect(await approve(town.mfa, id)).toEqual({ kind: 'denied', reason: 'no-contact' });
    expect((await town.mfa.support.describe({ userId: 'anna', user })).recoveries[0]?.approvals).toEqual([]);
    expect(await sentCodes(town)).toEqual([]);
  });

  test('what the portal says it has known for years counts, and no time in the future', async () => {
    for (const since of ['long', 'future'] as const) {
      const town = await openNotified({ open, policy });
      const at = town.clock.now() + (since === 'long' ? -900 * DAY : 900 * DAY);
      const [mail] = town.contacts;
      if (mail === undefined) throw new Error('no contact');
      town.contacts.splice(0, 2, { ...mail, since: at });
      await codeSession(town, await enrol(town, 'anna'));
      const answer = await approve(town.mfa, (await lost(town.mfa)).id);
      expect(answer.kind).toBe(since === 'long' ? 'approved' : 'denied');
    }
  });
});

test('a second approval sends another code, and the first does not count', async () => {
  const town = await openNotified({ policy });
  await codeSession(town, await enrol(town, 'anna'));
  town.clock.advance(8 * DAY);
  const { id } = await lost(town.mfa);
  await approve(town.mfa, id, kim);
  const [[, first = ''] = ['', '']] = await sentCodes(town);
  await approve(town.mfa, id, lee);
  const [[, second = ''] = ['', '']] = await sentCodes(town);
  expect(second).not.toBe(first);
  town.clock.advance(DAY);
  expect(await complete(town.mfa, first)).toMatchObject({ kind: 'rejected' });
  expect(await complete(town.mfa, second)).toMatchObject({ kind: 'completed' });
});

test('a portal that reaches nobody approves no recovery whose code is to be sent', async () => {
  const world = await openWorld({ policy });
  await enrol(world, 'anna');
  expect(await approve(world.mfa, (await lost(world.mfa)).id)).toEqual({
    kind: 'denied',
    reason: 'no-contact',
  });
});
