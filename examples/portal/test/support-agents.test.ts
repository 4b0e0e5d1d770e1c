import { lint } from '@factorkit/core/policy';
import { expect, test } from 'vitest';
import { deskPolicy } from '../src/support/desk-policy.ts';
import { chooseMethod, joinS0, proveApp } from './method-walks.ts';
import { fillIn, follow, press } from './page-input.ts';
import { readAlert, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import {
  approve,
  askForRecovery,
  giveReason,
  joinDesk,
  kemal,
  leonie,
  malik,
  openRecovery,
  openUser,
  seeEntry,
  seeRefusal,
  useRecovery,
} from './support-walks.ts';
import { enterCode, enterPassword, helena, signOutOf } from './walks.ts';

portalTest(
  'L8 an action asks for a fresh code of the agent’s app, and is then done as it was asked for',
  async (page, world) => {
    await joinS0(page, world, helena);
    const desk = await world.visitor();
    const entry = await joinDesk(desk, world, kemal);
    await openUser(desk, 's0', helena);
    world.clock.advance(16 * 60_000);
    await openRecovery(desk, 'Called from the number on file.');
    await seeHeading(desk, 'Confirm that it is you to change somebody’s account');
    await follow(desk, 'Cancel');
    await seeHeading(desk, 'Open a recovery for Helena Novak');
    await desk.goto('/support/users/s0/s0:helena');
    await seeText(desk, 'Lost the phone or the key?');

    await openRecovery(desk, 'Called from the number on file.');
    await enterCode(desk, '000000', 'Confirm');
    expect(await readAlert(desk)).toContain('please enter the new one');
    await enterCode(desk, await entry.code(world.clock.now()), 'Confirm');
    await seeHeading(desk, 'Helena Novak');
    await seeText(desk, 'The recovery is open.');
    await seeEntry(desk, {
      who: 'Kemal Aydin',
      what: 'Asked for a recovery',
      note: 'Called from the number on file.',
    });

    // For the next action it is still fresh.
    await follow(desk, 'Cancel it');
    await giveReason(desk, 'She found it.', 'Cancel it');
    await seeText(desk, 'The recovery was cancelled.');
    await seeText(desk, 'Lost the phone or the key?');
  },
);

portalTest('L8 an action that waited too long for the code is not done', async (page, world) => {
  await joinS0(page, world, helena);
  const desk = await world.visitor();
  const entry = await joinDesk(desk, world, kemal);
  await openUser(desk, 's0', helena);
  world.clock.advance(16 * 60_000);
  await openRecovery(desk, 'Called from the number on file.');
  await seeHeading(desk, 'Confirm that it is you to change somebody’s account');
  world.clock.advance(11 * 60_000);
  // The question itself has run out by then, and is asked again.
  await enterCode(desk, await entry.code(world.clock.now()), 'Confirm');
  await enterCode(desk, await entry.code(world.clock.now()), 'Confirm');
  await seeHeading(desk, 'Open a recovery for Helena Novak');
  await seeText(desk, 'That took too long, so nothing was changed.');
  await desk.goto('/support/users/s0/s0:helena');
  await seeText(desk, 'Lost the phone or the key?');
});

portalTest('S0.18 the desk opens to staff with a second factor, and to nobody else', async (page, world) => {
  await joinS0(page, world, helena);
  const places = [
    'home',
    'users/s0/s0:helena',
    'users/s0/s0:helena/open/support',
    'users/support/support:kemal',
  ];
  const stranger = await world.visitor();
  const halfway = await world.visitor();
  await enterPassword(halfway, 'support', kemal);
  await seeHeading(halfway, 'Set up two-factor authentication');
  for (const visitor of [page, stranger, halfway]) {
    for (const place of places) {
      await visitor.goto(`/support/${place}`);
      await seeHeading(visitor, 'Sign in');
    }
  }
  await joinDesk(stranger, world, kemal);
  await signOutOf(stranger);
  await enterPassword(stranger, 'support', kemal);
  await seeHeading(stranger, 'Confirm that it is you');
  await stranger.goto('/support/users/s0/s0:helena');
  await seeHeading(stranger, 'Sign in');

  await joinDesk(stranger, world, leonie);
  await stranger.goto('/support/users/s0/s0:nobody');
  await seeHeading(stranger, 'There is no such page');
  await stranger.goto('/support/home');
  await fillIn(stranger, 'Name', '<b>nobody</b>');
  await press(stranger, 'Find');
  expect(await readAlert(stranger)).toContain('Nobody at Milldrum Digital goes by');
});

portalTest(
  'S0.18 an agent’s own recovery takes two colleagues, a day, and another before the next action',
  async (page, world) => {
    await joinS0(page, world, helena);
    const away = await world.visitor();
    await joinDesk(away, world, malik);
    await away.goto('/support/users/support/support:malik');
    await seeText(away, 'This is your own account. If it needs help, a colleague has to give it.');
    expect(await away.getByRole('link', { name: /recovery/ }).count()).toBe(0);
    await away.goto('/support/users/support/support:malik/open/support');
    await seeRefusal(
      away,
      'This is your own account. Nobody decides about that themselves: ask a colleague.',
    );
    await signOutOf(away);
    await enterPassword(away, 'support', malik);
    await askForRecovery(away, world, 'support', 'support');

    const desk = await world.visitor();
    const colleague = await world.visitor();
    await joinDesk(desk, world, kemal);
    await joinDesk(colleague, world, leonie);
    await openUser(desk, 'support', malik);
    await approve(desk, ['I have seen the colleague in person'], 'He came to my desk.');
    await seeText(desk, 'Your approval is written down. More is needed before it takes effect.');
    await seeText(desk, 'Waiting: somebody has to check the rest, and approve.');
    // Twice by the same hand is once.
    const first = await approve(desk, ['I have called the manager'], 'Called her, too.');
    await seeText(desk, 'Waiting: everything was checked, and one more person has to approve.');
    await openUser(colleague, 'support', malik);
    const second = await approve(colleague, ['I have seen the colleague in person'], 'Met him at lunch.');
    await seeText(colleague, 'Approved. It takes effect after the waiting time.');
    await seeText(colleague, 'Nobody can shorten that.');

    await enterPassword(away, 'support', malik);
    const early = await away.context().request.post('/support/mfa/recovery/complete', {
      headers: { origin: world.origin },
      data: { via: 'support' },
    });
    expect(await early.json()).toMatchObject({ reason: 'held' });
    world.clock.advance(24 * 60 * 60_000);
    await enterPassword(away, 'support', malik);
    const code = first + second;
    await useRecovery(away, world, { portal: 'support', via: 'support', code });
    await away.goto('/support/sign-in/enrol');
    await chooseMethod(away, 'Authenticator app');
    await proveApp(away, world);
    await seeHeading(away, 'My sign-in');
    await openUser(away, 's0', helena);
    await openRecovery(away, 'Says that she is Helena.');
    await seeRefusal(away, 'After your own recovery you may help nobody until');
  },
);

test('the desk’s policy locks nobody out, and no guard of it is in vain', () => {
  const faults = lint(deskPolicy).filter(({ severity }) => severity !== 'advice');
  expect(faults).toEqual([]);
});
